using Vouch.Bench;

return args switch
{
    ["bare", var url] => await Quietly(() => BareRedirect.Serve(url)),
    ["clicks", .. var rest] => await ClicksBench.Run(Engines(rest)),
    ["orders", .. var rest] => await OrdersBench.Run(Engines(rest)),
    ["kill", .. var rest] => await KillBench.Run(Engines(rest)),
    ["idle"] => await IdleBench.Run(),
    ["money", .. var rest] => await MoneyBench.Run(Engines(rest)),
    ["books", .. var rest] => await BooksBench.Run(Engines(rest)),
    ["release", .. var rest] => await ReleaseBench.Run(Engines(rest)),
    ["screening", .. var rest] => await ScreeningBench.Run(Engines(rest)),
    ["friend", .. var rest] => await FriendBench.Run(Engines(rest)),
    ["desk", "--serve"] => await DeskBench.Serve(),
    ["desk", .. var rest] => await DeskBench.Run(Engines(rest)),
    ["mail", "--queue", .. var rest] => await MailBench.Queue(Engines(rest)),
    ["mail", .. var rest] => await MailBench.Run(Engines(rest)),
    [] or ["all"] => await All(),
    _ => Help(),
};

static async Task<int> All() => Math.Max(Math.Max(await ClicksBench.Run(Engines([])), await OrdersBench.Run(Engines([]))), await IdleBench.Run());

static string[] Engines(string[] named) => named.Length > 0 ? named : ["sqlite", "postgres"];

static async Task<int> Quietly(Func<Task> work)
{
    await work();
    return 0;
}

static int Help()
{
    Console.Error.WriteLine("""
        bench [all]             clicks, orders and idle, each as a ratio to its anchor in the same run (medians of three)
        bench clicks [ENGINE…]  durable clicks at 64 connections against a bare MapGet redirect; wanted: 0.4
        bench orders [ENGINE…]  orders (attribution, rewards, ledger) against one-row transactions; wanted: 0.5
        bench kill [ENGINE…]    25 kills of a serving process under load: nothing acknowledged is lost or doubled
        bench idle              memory of an idle server and the time of a warm start; wanted: 150 MB and 3 s
        bench money [ENGINE…]   rewards issued and credit spent at 64 connections against pgbench TPC-B; wanted: 1
        bench books [ENGINE…]   trial balance over ten million lines; wanted: 200 ms
        bench release [ENGINE…] 100,000 rewards whose hold ends at once; wanted: 60 s
        bench screening [ENGINE…] a decision at the order with a million people and the groups of a million referrals; wanted: 1 ms, 60 s, 1 GB
        bench friend [ENGINE…]  the friend's page and the storefront script against a bare MapGet redirect; wanted: 0.3
        bench desk [ENGINE…]    the desk's pages with a million orders and ten million clicks; wanted: 100 ms on postgres, 200 ms on sqlite
        bench desk --serve      such a shop on SQLite, to be looked at until Enter is pressed
        bench mail --queue [ENGINE…]  100,000 mails rendered and queued; wanted: 10 s
        bench mail [ENGINE…]    queued mails, signed, to a mail server of this machine over TLS; wanted: 200/s
        ENGINE is sqlite or postgres. Needs the server built: dotnet build src/Server -c Release
        """);
    return 2;
}
