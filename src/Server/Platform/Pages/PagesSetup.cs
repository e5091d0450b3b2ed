using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Vouch.Server.Platform.Account;
using Vouch.Server.Platform.Audit;
using Vouch.Server.Platform.Keys;
using Vouch.Server.Platform.Reference;
using Vouch.Server.Platform.Team;
using Vouch.Storage;

namespace Vouch.Server.Platform.Pages;

/// <summary>What every page needs from the host.</summary>
internal static class PagesSetup
{
    /// <summary>Rendering, form tokens, and the keys that sign them.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "vouch_form";
            options.FormFieldName = "form_token";
            options.SuppressXFrameOptionsHeader = true;
        });
        services.AddDataProtection().SetApplicationName("vouch");
        services.AddOptions<KeyManagementOptions>().Configure<Database>((options, database) =>
            options.XmlRepository = new KeyRing(database));
        return services;
    }

    /// <summary>Assets, signing in and choosing a shop.</summary>
    public static void MapPlatformPages(this IEndpointRouteBuilder routes)
    {
        routes.MapAssets();
        routes.MapIcon();
        routes.MapWidget();
        routes.OpenPage("/", _ => Task.FromResult(PageResult.Go("/desk")));
        BrandSheet.Map(routes);
        SignInPages.Map(routes);
        JoinPages.Map(routes);
        TeamPages.Map(routes);
        AccountPages.Map(routes);
        KeyPages.Map(routes);
        AuditPages.Map(routes);
        ReferencePages.Map(routes);
    }
}
