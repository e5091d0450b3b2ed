using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Ids;
using Xunit;

namespace Vouch.Domain.Tests.Ids;

public sealed class IdTextTests
{
    [Fact]
    public void Every_id_reads_back_from_its_text() => Prop.ForAll<DoNotSize<long>>(any =>
    {
        var id = new AdvocateId(any.Item & long.MaxValue);
        return IdText.TryParse<AdvocateId>(id.ToString(), out var read) && read == id;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Texts_sort_as_their_numbers() => Prop.ForAll<DoNotSize<long>, DoNotSize<long>>((a, b) =>
    {
        var (x, y) = (new OrderId(a.Item & long.MaxValue), new OrderId(b.Item & long.MaxValue));
        return Math.Sign(string.CompareOrdinal(x.ToString(), y.ToString())) == x.Value.CompareTo(y.Value);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, "adv_0000000000000")]
    [InlineData(33, "adv_0000000000011")]
    [InlineData(long.MaxValue, "adv_7zzzzzzzzzzzz")]
    public void Known_ids_have_known_texts(long number, string text) => new AdvocateId(number).ToString().ShouldBe(text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0000000000011")]
    [InlineData("adv_000000000001")]
    [InlineData("adv_00000000000011")]
    [InlineData("ord_0000000000011")]
    [InlineData("ADV_0000000000011")]
    [InlineData("adv_000000000001I")]
    [InlineData("adv_000000000001l")]
    [InlineData("adv-0000000000011")]
    [InlineData("adv_8000000000000")]
    [InlineData("adv_zzzzzzzzzzzzz")]
    [InlineData("adv_０000000000011")]
    [InlineData("adv_000000000001 ")]
    public void Any_other_text_is_no_id(string? text) => IdText.TryParse<AdvocateId>(text, out _).ShouldBeFalse();
}
