using System.Collections.Frozen;

namespace Vouch.Domain.People;

/// <summary>
/// The words of a country's addresses that tell no address from another, folded as <see cref="LatinText"/> does. Own knowledge of
/// how addresses are written there; countries without an entry have the words that mean the same nearly everywhere.
/// </summary>
internal sealed class AddressWords
{
    private const string CommonUnits =
        "# apt apartment ap apartament appartamento apartamento appartement flat unit suite no nr num numer numero number";

    private const string CommonKinds =
        "street strada strasse str rue via calle ulica ulitsa ul road rd avenue ave av boulevard blvd bd";

    private const string British =
        "st saint the lane ln drive dr court ct crescent cres close cl place pl square sq terrace terr ter way";

    private const string Spanish =
        "c cl carrer avda avenida paseo po plaza pza plz camino cno carretera ctra ronda rda travesia de del la las los el y "
        + "san santa sta sto don dona";

    private const string German = "platz pl weg wg allee gasse g";

    private const string Russian =
        "prospekt pr prt prkt pkt t kt bulvar b r shosse sh pereulok per ploshchad pl naberezhnaya nab proezd prd tupik mikroraion mkr "
        + "alleia im imeni";

    private const string RussianUnits =
        "d dom kv kvartira k korp korpus str stroenie vl vladenie of ofis pom pomeshchenie komn komnata lit litera";

    private static readonly string[] NoWords = [];

    private static readonly AddressWords Others = new("entrance", $"{British} {Spanish} {German}", "floor") { HasOrdinals = true };

    private static readonly FrozenDictionary<string, AddressWords> Countries = Table();

    private readonly FrozenSet<string> _units;
    private readonly FrozenSet<string> _kinds;
    private readonly FrozenSet<string> _levels;

    private AddressWords(string units, string kinds, string levels) =>
        (_units, _kinds, _levels) = (SetOf($"{CommonUnits} {units}"), SetOf($"{CommonKinds} {kinds}"), SetOf($"{levels} floor"));

    /// <summary>True where l'Orso and l Orso are one; elsewhere an apostrophe is no more than O'Connell's.</summary>
    public bool SplitsAtApostrophe { get; private init; }

    /// <summary>True where 3rd is a way to write 3.</summary>
    public bool HasOrdinals { get; private init; }

    private FrozenSet<string> Places { get; init; } = SetOf("");

    private FrozenDictionary<string, string> Compass { get; init; } = FrozenDictionary<string, string>.Empty;

    // Ends of a word that mean "street" there.
    private string[] Tails { get; init; } = NoWords;

    // Vowels that are also written as two letters.
    private string[] Umlauts { get; init; } = NoWords;

    /// <summary>The words of a country.</summary>
    /// <param name="country">Two capitals; anything else has the common words.</param>
    public static AddressWords Of(string country) => Countries.GetValueOrDefault(country, Others);

    /// <summary>"No.", "flat", "Apt": what follows is a number, the word says nothing.</summary>
    public bool IsUnit(string word) => _units.Contains(word);

    /// <summary>"Street", "Saint", "de la": written by some and left out by others.</summary>
    public bool IsKind(string word) => _kinds.Contains(word);

    /// <summary>"Floor", "staircase": the word and what it counts are left out by most.</summary>
    public bool IsLevel(string word) => _levels.Contains(word);

    /// <summary>"City of", "county of": the part in which it stands is no street.</summary>
    public bool IsPlace(string word) => Places.Contains(word);

    /// <summary>"N", "SE" of America's streets.</summary>
    public bool IsCompass(string word) => Compass.Values.Contains(word, StringComparer.Ordinal);

    /// <summary>The word as all write it.</summary>
    public string Plain(string word)
    {
        foreach (var vowels in Umlauts)
        {
            word = word.Replace(vowels, vowels[..1], StringComparison.Ordinal);
        }

        word = Compass.GetValueOrDefault(word, word);
        var tail = Tails.FirstOrDefault(tail => word.Length >= tail.Length + 3 && word.EndsWith(tail, StringComparison.Ordinal));
        return tail is null ? word : word[..^tail.Length];
    }

    private static FrozenSet<string> SetOf(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static AddressWords East(string places = "") => new(RussianUnits, Russian, "et etazh podezd pod")
    {
        Places = SetOf($"g gor gorod obl oblast r raion n resp respublika krai pos poselok {places}"),
    };

    private static AddressWords Germanic(string kinds = "") => new(
        "wohnung wohn whg top tur haus hs hausnr", $"{German} {kinds}", "stock stiege og etage")
    {
        Tails = ["strasse", "str"],
        Umlauts = ["ae", "oe", "ue"],
    };

    private static AddressWords Nordic(string units, string kinds, params string[] tails) =>
        new(units, kinds, "etg sal vaning") { Tails = tails, Umlauts = ["aa", "ae", "oe"] };

    private static AddressWords French() => new(
        "n app appt logement batiment bat residence res porte",
        "r bld boul chemin ch che place pl allee all impasse imp quai route rte square sq cours "
        + "saint sainte st ste de du des la le les l d et",
        "etage esc escalier")
    {
        SplitsAtApostrophe = true,
    };

    private static AddressWords Balkan() => new(
        "br broj stan st kuca", "ulica bulevar bul trg setaliste put cesta c naselje nas svetog sv", "sprat sprt kat ulaz");

    private static AddressWords American() => new(
        "ste rm room bldg building",
        $"{British} parkway pkwy highway hwy circle cir trail trl loop plaza plz pike expressway expy chemin ch",
        "fl")
    {
        HasOrdinals = true,
        Compass = new Dictionary<string, string>
        {
            ["north"] = "n", ["south"] = "s", ["east"] = "e", ["west"] = "w", ["northeast"] = "ne", ["northwest"] = "nw",
            ["southeast"] = "se", ["southwest"] = "sw",
        }.ToFrozenDictionary(),
    };

    private static AddressWords English() => new(
        "house block apts room rm", $"{British} grove gr gardens gdns park pk hill mews row walk yard yd mount mt parade pde", "fl")
    {
        HasOrdinals = true,
    };

    private static AddressWords Italian() => new(
        "int interno n civ civico",
        "v viale vle le piazza pza p zza piazzale ple corso cso c so largo lgo l go vicolo vico contrada cda localita loc frazione fraz "
        + "di del dello della dei degli delle dell da dal d san santo santa sant s ss snc",
        "scala sc piano palazzina pal")
    {
        SplitsAtApostrophe = true,
    };

    private static AddressWords Portuguese() => new(
        "n apto lote lt casa sala",
        "r avenida praca pca largo travessa trav alameda estrada rodovia rod de do da dos das e sao santa santo s",
        "andar bloco bl");

    private static AddressWords Polish() => new(
        "m mieszkanie mieszk miesz lok lokal dom bud budynek blok bl",
        "ulicy al aleja aleje alei os osiedle pl plac placu bulwar bulw rynek "
        + "gen generala ks ksiedza sw swietego swietej dr doktora prof profesora marsz marszalka plk kpt im",
        "pietro klatka kl")
    {
        Places = SetOf("woj wojewodztwo powiat gmina"),
    };

    private static AddressWords Romanian() => new(
        "bl bloc blocul imobil camera cam casa",
        "strazii bdul bul bulevardul bulevard bvd b dul calea cal aleea al soseaua sos piata pta splaiul spl intrarea intr fundatura fdt "
        + "prelungirea prel drumul dr cartier cart general gen doctor sf sfantul sfanta",
        "sc scara et etaj etajul sector sectorul sect interfon int tronson tr")
    {
        Places = SetOf("jud judet judetul mun municipiul oras orasul com comuna sat satul"),
    };

    private static AddressWords Ukrainian() => new(
        $"{RussianUnits} bud budinok budynok ofis", $"{Russian} vul vulitsya vulytsia prov provulok ploshcha", "pov poverkh pid pidizd")
    {
        Places = SetOf("m misto obl oblast r n raion smt s selo"),
    };

    private static FrozenDictionary<string, AddressWords> Table()
    {
        Dictionary<string, AddressWords> countries = new()
        {
            ["PL"] = Polish(), ["RO"] = Romanian(), ["UA"] = Ukrainian(), ["BY"] = East("vobl"), ["US"] = American(), ["CA"] = American(),
            // Avenue and rue as Plain leaves them.
            ["CH"] = Germanic("chemin ch route rte avenu place quai ru de du des la via viale piazza"),
            ["MD"] = new("bl bloc of", "bdul bulevardul bd soseaua sos aleea piata intr", "sc scara et etaj")
            {
                Places = SetOf("mun or r raionul s satul"),
            },
            ["BG"] = new("bl blok ap of", "bul bulevard pl ploshtad zhk zh k kv kvartal general gen sv", "vkh vhod et etazh")
            {
                Places = SetOf("gr grad obl"),
            },
            ["FR"] = French(), ["MC"] = French(),
            ["BE"] = new(
                "bus bte boite app n", "laan ln plein pl r chemin ch place avenue chaussee chee steenweg stwg "
                + "de du des la le les l d", "etage verdieping")
            {
                SplitsAtApostrophe = true, Tails = ["straat", "str"],
            },
            ["LU"] = new("n app bat", "r route rte place pl allee de du des la le les l d", "etage")
            {
                SplitsAtApostrophe = true, Tails = ["strasse", "str"],
            },
            ["NL"] = new("huis", "straat", "verdieping") { Tails = ["straat", "str"] },
            ["CZ"] = new("c p cp byt", "ulice nam namesti trida tr nabrezi nab", "patro"),
            ["SK"] = new("c byt", "namestie nam trieda tr nabrezie", "poschodie"),
            ["HU"] = new("ajto a hsz", "utca u ut utja ter tere korut krt setany koz sor fasor", "em emelet lph lepcsohaz ep epulet"),
            ["SE"] = Nordic("lgh lag", "gata vag", "gatan", "vagen"),
            ["NO"] = Nordic("leil h", "gate vei", "gata", "gate", "gt", "veien", "vegen", "vn"),
            ["DK"] = Nordic("lejl", "gade vej", "gade", "vej"),
            ["FI"] = Nordic("as bost", "katu tie", "katu", "tie"),
            ["LT"] = new("bt butas", "g gatve pr prospektas al aleja pl plentas", "aukstas"),
            ["LV"] = new("dz dzivoklis", "iela prospekts bulvaris gatve", "stavs"),
            ["EE"] = new("krt korter", "tn tanav mnt maantee pst puiestee tee", "korrus"),
            ["TR"] = new(
                "daire d kapi", "sokak sok sk s cadde caddesi cad cd "
                + "mahalle mahallesi mah mh bulvari bulvar bulv blv apartmani", "kat k blok"),
        };
        Share(English(), "GB IE AU NZ ZA IM JE GG");
        Share(Italian(), "IT SM VA");
        Share(East(), "RU KZ KG");
        Share(Germanic(), "DE AT LI");
        Share(new AddressWords("n no puerta pta piso", Spanish, "esc escalera bloque blq portal"), "ES AD MX AR CL CO PE UY");
        Share(Portuguese(), "PT BR");
        Share(Balkan(), "HR RS BA ME SI MK");
        return countries.ToFrozenDictionary(StringComparer.Ordinal);

        void Share(AddressWords words, string where)
        {
            foreach (var country in where.Split(' '))
            {
                countries[country] = words;
            }
        }
    }
}
