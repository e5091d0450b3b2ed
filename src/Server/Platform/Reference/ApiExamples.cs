namespace Vouch.Server.Platform.Reference;

/// <summary>A body for each endpoint that takes one, by method and route; a test sends them all.</summary>
internal static class ApiExamples
{
    private const string Advocate = "adv_0000000000001";
    private const string Reason = """{"reason": "Known to us"}""";
    private const string Account = """{"name": "Anna Nowak", "iban": "DE89370400440532013000"}""";

    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["PATCH /v1/shop"] = """{"name": "Kettle & Leaf", "returnWindowDays": 30}""",
        ["PATCH /v1/texts/{language}"] = """{"texts": {"general.skip": "Go to the page"}}""",
        ["POST /v1/api-keys"] = """{"kind": "secret", "name": "order sync", "scopes": ["orders_read", "orders_write"]}""",
        ["POST /v1/test-clock"] = """{"now": "2036-05-14T09:00:00Z"}""",
        ["POST /v1/programs"] = """
            {"name": "Give 15%, get €15", "destination": "https://shop.example/",
             "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500}},
             "friendReward": {"kind": "coupon", "value": {"type": "percent", "percent": 15, "cap": 5000}}}
            """,
        ["PATCH /v1/programs/{id}"] = """{"name": "Give 20%, get €15"}""",
        ["POST /v1/advocates"] = """{"email": "anna@example.com", "name": "Anna Nowak", "locale": "pl"}""",
        ["PATCH /v1/advocates/{id}"] = """{"name": "Anna Maria Nowak"}""",
        ["POST /v1/advocates/{id}/codes"] = """{"code": "ANNA-15"}""",
        ["POST /v1/shares"] = """{"code": "ANNA-7F3KQ", "channel": "whatsapp"}""",
        ["POST /v1/invitations"] = $$"""{"advocateId": "{{Advocate}}", "emails": ["friend@example.com"]}""",
        ["POST /v1/identify"] = """{"clickId": "clk_0000000000001", "customer": {"email": "friend@example.com"}}""",
        ["POST /v1/screening/list"] = """
            {"verdict": "block", "kind": "email", "value": "fraud@example.com", "reason": "Charged back twice"}
            """,
        ["POST /v1/rewards/{id}/redeem"] = """{"orderExternalId": "1001"}""",
        ["POST /v1/rewards/{id}/choose"] = """{"kind": "donation"}""",
        ["POST /v1/rewards/{id}/revoke"] = Reason,
        ["POST /v1/code-pools/{pool}/codes"] = """{"codes": ["SPRING-01", "SPRING-02"], "lowAt": 1}""",
        ["POST /v1/advocates/{id}/redemptions"] = """{"kind": "store_credit", "amount": 500, "orderExternalId": "1001"}""",
        ["POST /v1/ledger/closes"] = """{"month": "2020-01"}""",
        ["POST /v1/advocates/{id}/adjustments"] = """{"kind": "store_credit", "amount": 500, "reason": "For the late parcel"}""",
        ["POST /v1/advocates/{id}/adjustments/{adjustmentId}/reverse"] = Reason,
        ["PUT /v1/advocates/{id}/payout-details"] = Account,
        ["PUT /v1/rewards/{id}/payout-details"] = Account,
        ["POST /v1/payouts"] = """{"method": "csv"}""",
        ["POST /v1/payouts/{id}/approve"] = """{"reason": "Checked"}""",
        ["POST /v1/payouts/{id}/send"] = """{"reason": "Uploaded to the bank"}""",
        ["POST /v1/payouts/{id}/settle"] = """{"reason": "All arrived"}""",
        ["POST /v1/payouts/{id}/fail"] = """{"reason": "Account closed"}""",
        ["POST /v1/payouts/{id}/cancel"] = """{"reason": "Made twice"}""",
        ["POST /v1/claims"] = """{"code": "ANNA-7F3KQ", "email": "friend@example.com", "consent": true}""",
        ["POST /v1/orders"] = """
            {"externalId": "1001", "status": "paid", "subtotal": 4900, "total": 4900, "couponCodes": ["ANNA-7F3KQ"],
             "customer": {"email": "friend@example.com", "name": "Piotr Zając"}}
            """,
        ["POST /v1/orders/{externalId}/events"] = """{"externalId": "1001-refund-1", "type": "refunded", "amount": 4900}""",
        ["POST /v1/orders/{externalId}/attribution"] = $$"""{"advocateId": "{{Advocate}}", "reason": "Told us on the telephone"}""",
        ["POST /v1/referrals/{id}/approve"] = Reason,
        ["POST /v1/referrals/{id}/reject"] = """{"reason": "The same person"}""",
        ["POST /v1/referrals/{id}/reopen"] = """{"reason": "New facts"}""",
        ["POST /v1/referrals/decisions"] = """{"ids": ["ref_0000000000001"], "decision": "approve", "reason": "Known to us"}""",
        ["POST /v1/referrals/{id}/ask"] = """{"question": "Do you live at one address?"}""",
        ["POST /v1/referrals/{id}/answer"] = """{"answer": "No, we share an office."}""",
        ["POST /v1/referrals/{id}/appeal"] = """{"text": "We are two people at one address."}""",
        ["POST /v1/screening/back-tests"] = """{"months": 3}""",
        ["POST /v1/coupons/{code}/redeem"] = """{"orderExternalId": "1001"}""",
        ["POST /v1/coupons/{code}/release"] = """{"orderExternalId": "1001"}""",
        ["POST /v1/advocates/{id}/merge"] = """{"into": "adv_0000000000002"}""",
        ["POST /v1/screening/samples/{referralId}"] = """{"abuse": false}""",
        ["POST /v1/ratings"] = """{"externalId": "rating-1", "customer": {"email": "friend@example.com"}, "stars": 5}""",
        ["POST /v1/feedback-cases/{id}/close"] = """{"note": "Sent a new parcel"}""",
        ["POST /v1/segments"] = """{"name": "Asleep", "rule": {"sharedMoreThanDaysAgo": 90, "approvedAtLeast": 1}}""",
        ["POST /v1/segments/preview"] = """{"sharedMoreThanDaysAgo": 90}""",
        ["PATCH /v1/segments/{id}"] = """{"name": "Asleep for long"}""",
        ["POST /v1/campaigns"] = """
            {
              "programId": "prg_0123456789abc",
              "name": "Double week",
              "startsAt": "2036-11-24T00:00:00Z",
              "endsAt": "2036-12-01T00:00:00Z",
              "advocateBonus": {"multiplier": 200}
            }
            """,
        ["PATCH /v1/campaigns/{id}"] = """{"endsAt": "2036-12-02T00:00:00Z"}""",
        ["PUT /v1/channel-costs"] = """{"channel": "paid_search", "day": "2026-03-10", "spend": 12000, "newCustomers": 2}""",
        ["POST /v1/goals"] = """
            {"name": "More new customers", "kpi": "newReferredCustomers", "target": 120, "from": "2036-05-15", "to": "2036-07-01"}
            """,
        ["PATCH /v1/goals/{id}"] = """{"target": 150}""",
        ["POST /v1/mention-feeds"] = """{"url": "https://news.example/alerts.xml", "name": "News"}""",
        ["PATCH /v1/mentions/{id}"] = """{"tone": "positive"}""",
        ["POST /v1/mail-bounces"] = """{"email": "gone@example.com", "kind": "hard"}""",
        ["POST /v1/webhook-endpoints"] = """{"url": "https://shop.example/hooks", "events": ["referral.*", "reward.issued"]}""",
        ["PATCH /v1/webhook-endpoints/{id}"] = """{"enabled": true}""",
        ["POST /v1/webhook-endpoints/{id}/replay"] = """{"since": "2026-05-14T09:00:00Z"}""",
    };

    /// <summary>The body; null where none is kept.</summary>
    public static string? Of(string method, string path) => Bodies.GetValueOrDefault($"{method} {path}")?.Trim();

    /// <summary>What stands behind the question mark of an example; empty where nothing has to.</summary>
    public static string Query(string method, string path) =>
        (method, path) switch
        {
            ("GET", "/v1/customers") => "?email=friend%40example.com",
            ("GET", "/v1/reports/timeseries") => "?metric=newReferredCustomers&interval=week",
            _ => "",
        };

    /// <summary>What stands in a route for an example.</summary>
    public static string Filled(string path)
    {
        var prefix = path.Split('/') is [_, _, var collection, ..] ? collection switch
        {
            "programs" => "prg", "advocates" => "adv", "rewards" => "rew", "clicks" => "clk", "referrals" => "ref", "payouts" => "pay",
            "api-keys" => "key", "messages" => "msg", "webhook-endpoints" => "whk", "mention-feeds" => "fed", "mentions" => "mnt",
            "feedback-cases" => "cas", "segments" => "seg", "campaigns" => "cmp", "goals" => "gol", "models" => "mdl", _ => "lst",
        } : "";
        return path.Replace("{id}", prefix + "_0000000000001").Replace("{language}", "en").Replace("{externalId}", "1001")
            .Replace("{pool}", "spring").Replace("{code}", "ANNA-7F3KQ").Replace("{referralId}", "ref_0000000000001")
            .Replace("{redemptionId}", "red_0000000000001").Replace("{adjustmentId}", "adj_0000000000001")
            .Replace("{deliveryId}", "dlv_0000000000001");
    }
}
