using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Simulation;

/// <summary>Abuse that only shows over several orders: rings, leaked codes, serial refunds, machines.</summary>
internal static class AbusiveGroups
{
    internal static void Come(SimulatedShop shop)
    {
        Repeat(shop.Parameters.Rings.Advocates, () => Ring(shop));
        Repeat(shop.Parameters.LeakedCodes.Advocates, () => LeakedCode(shop));
        Repeat(shop.Parameters.RefundAbusers.Advocates, () => RefundAbuser(shop));
        Repeat(shop.Parameters.Bots.Advocates, () => Bots(shop));
    }

    // A few people with a few cards and addresses, each brought by one of the two before.
    private static void Ring(SimulatedShop shop)
    {
        var (dice, span) = (shop.Dice, shop.Parameters.Rings);
        var size = dice.Whole(span.Fewest, span.Most);
        var cards = shop.NewIdentifiers(dice.Whole(2, 3));
        var addresses = shop.NewIdentifiers(dice.Whole(1, 3));
        var networks = shop.Networks(2, NetworkClass.Residential);
        var people = Enumerable.Range(0, size).Select(_ => shop.Person()).ToArray();
        var at = shop.Sometime();
        people = [.. people.Select(person => person with
        {
            Payment = dice.Choice(cards),
            Address = dice.Choice(addresses),
            Network = dice.Chance(0.7) ? dice.Choice(networks) : shop.NewNetwork(NetworkClass.Vpn),
        })];
        var device = shop.NewIdentifier();
        people = [.. people.Select(person => dice.Chance(0.4) ? person with { Device = device } : person)];
        for (var i = 1; i < size; i++)
        {
            at += dice.Exponential(1 / (2 * SimulatedShop.Day));
            var how = new Circumstances
            {
                Amount = shop.HugsMinimum(),
                SecondsFromClick = dice.Uniform(30, 7200),
                RefundedAt = dice.Chance(0.3) ? at + (dice.Uniform(5, 50) * SimulatedShop.Day) : null,
            };
            if (at < shop.End)
            {
                shop.Add(at, people[Math.Max(0, i - dice.Whole(1, 2))], people[i], Population.Ring, how);
            }
        }
    }

    private static void LeakedCode(SimulatedShop shop)
    {
        var (dice, span) = (shop.Dice, shop.Parameters.LeakedCodes);
        var advocate = shop.Person();
        var leakedAt = shop.Sometime();
        Repeat(dice.Whole(span.Fewest, span.Most), () =>
        {
            var at = leakedAt + dice.Exponential(1 / (20 * SimulatedShop.Day));
            var friend = shop.Person();
            if (at < shop.End)
            {
                shop.Add(at, advocate, friend, Population.Leak, new Circumstances
                {
                    ByCode = true,
                    DealSite = dice.Chance(0.6),
                    SecondsFromClick = dice.Uniform(60, 1800),
                    RefundedAt = dice.Chance(0.08) ? at + (dice.Uniform(3, 29) * SimulatedShop.Day) : null,
                });
            }
        });
    }

    private static void RefundAbuser(SimulatedShop shop)
    {
        var (dice, span) = (shop.Dice, shop.Parameters.RefundAbusers);
        var advocate = shop.Person();
        var at = shop.Sometime();
        Repeat(dice.Whole(span.Fewest, span.Most), () =>
        {
            at += dice.Exponential(1 / (4 * SimulatedShop.Day));
            var friend = shop.Person();
            if (at < shop.End)
            {
                var amount = shop.TimesMinimum(1, 1.6);
                var days = dice.Chance(shop.Parameters.RefundWithinHold) ? dice.Uniform(5, 30) : dice.Uniform(33, 60);
                shop.Add(at, advocate, friend, Population.RefundAbuse, new Circumstances
                {
                    Amount = amount, RefundedAt = at + (days * SimulatedShop.Day),
                });
            }
        });
    }

    // Sign-ups out of a data centre, from a handful of devices, seconds after the click.
    private static void Bots(SimulatedShop shop)
    {
        var (dice, span) = (shop.Dice, shop.Parameters.Bots);
        var advocate = shop.Person();
        var from = shop.Sometime();
        var networks = shop.Networks(12, NetworkClass.Hosting);
        var devices = shop.NewIdentifiers(8);
        Repeat(dice.Whole(span.Fewest, span.Most), () =>
        {
            var friend = shop.Person() with { Device = dice.Choice(devices), Email = MadeMail(shop) };
            var at = from + dice.Exponential(1 / (6 * SimulatedShop.Hour));
            if (at < shop.End)
            {
                shop.Add(at, advocate, friend, Population.Bot, new Circumstances
                {
                    Network = dice.Choice(networks), SecondsFromClick = dice.Uniform(1, 20), Amount = 0, IsSignUp = true,
                });
            }
        });
    }

    private static string MadeMail(SimulatedShop shop)
    {
        var letter = shop.Dice.Choice("abcdefghij".ToCharArray());
        var number = shop.Dice.Whole(100_000, 1_000_000_000);
        return $"{letter}{number}@{(shop.Dice.Chance(0.5) ? shop.Dice.Choice(SimulatedShop.DisposableDomains) : "gmail.com")}";
    }

    private static void Repeat(int times, Action once)
    {
        for (var i = 0; i < times; i++)
        {
            once();
        }
    }
}
