using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Simulation;

/// <summary>Advocates who are their own friends, in three degrees of care.</summary>
internal static class SelfReferrers
{
    internal static void Come(SimulatedShop shop)
    {
        Come(shop, Population.OpenSelf, shop.Parameters.OpenSelfReferrers);
        Come(shop, Population.CarefulSelf, shop.Parameters.CarefulSelfReferrers);
        Come(shop, Population.HiddenSelf, shop.Parameters.HiddenSelfReferrers);
    }

    private static void Come(SimulatedShop shop, Population population, Span span)
    {
        var dice = shop.Dice;
        for (var i = 0; i < span.Advocates; i++)
        {
            var advocate = shop.Person();
            var at = shop.Sometime();
            var secondDevice = shop.NewIdentifier();
            var friends = dice.Whole(span.Fewest, span.Most);
            for (var number = 1; number <= friends; number++)
            {
                var friend = shop.Person(advocate.LastName);
                at += dice.Exponential(1 / (3 * SimulatedShop.Day));
                var how = new Circumstances
                {
                    Amount = dice.Chance(0.7) ? shop.HugsMinimum() : null,
                    SecondsFromClick = dice.Uniform(20, 900),
                };
                friend = population switch
                {
                    Population.OpenSelf => Open(shop, friend, advocate, number),
                    Population.CarefulSelf => Careful(shop, friend, advocate, secondDevice),
                    _ => Hidden(shop, friend, advocate, secondDevice),
                };
                if (population == Population.HiddenSelf)
                {
                    how = how with { SecondsFromClick = Math.Exp(dice.Normal(Math.Log(6 * SimulatedShop.Hour), 1.2)) };
                }

                if (dice.Chance(0.15))
                {
                    how = how with { RefundedAt = at + (dice.Uniform(2, 45) * SimulatedShop.Day) };
                }

                if (at < shop.End)
                {
                    shop.Add(at, advocate, friend, population, how);
                }
            }
        }
    }

    private static SimulatedPerson Open(SimulatedShop shop, SimulatedPerson friend, SimulatedPerson advocate, int number)
    {
        var dice = shop.Dice;
        var mail = advocate.Email.Split('@');
        return friend with
        {
            Device = dice.Chance(0.9) ? advocate.Device : shop.NewIdentifier(),
            Payment = dice.Chance(0.85) ? advocate.Payment : shop.NewIdentifier(),
            Address = advocate.Address,
            Network = advocate.Network,
            FirstName = advocate.FirstName,
            Email = dice.Chance(0.5) ? $"{mail[0]}+{number}@{mail[1]}" : $"{mail[0]}{number}@{mail[1]}",
            Phone = dice.Chance(0.7) ? advocate.Phone : shop.NewIdentifier(),
        };
    }

    private static SimulatedPerson Careful(SimulatedShop shop, SimulatedPerson friend, SimulatedPerson advocate, int secondDevice)
    {
        var dice = shop.Dice;
        var changed = friend with
        {
            Device = dice.Chance(0.6) ? secondDevice : shop.NewIdentifier(),
            Payment = dice.Chance(0.5) ? advocate.Payment : shop.NewIdentifier(),
            Address = dice.Chance(0.75) ? advocate.Address : shop.NewIdentifier(),
            Network = dice.Chance(0.35) ? advocate.Network : dice.Choice(shop.Carriers),
            Email = $"{shop.FirstName()}{advocate.LastName}{dice.Whole(1, 99)}@{shop.MailDomain()}",
        };
        return dice.Chance(0.1) ? changed with { Email = shop.DisposableMail() } : changed;
    }

    private static SimulatedPerson Hidden(SimulatedShop shop, SimulatedPerson friend, SimulatedPerson advocate, int secondDevice)
    {
        var dice = shop.Dice;
        return friend with
        {
            Network = shop.NewNetwork(dice.Chance(0.55) ? NetworkClass.Vpn : NetworkClass.Residential),
            LastName = shop.LastName(),
            Address = dice.Chance(0.7) ? shop.NewIdentifier() : advocate.Address,
            Payment = shop.NewIdentifier(),
            Device = dice.Chance(0.85) ? shop.NewIdentifier() : secondDevice,
            Email = shop.MailOf(shop.FirstName(), shop.LastName()),
        };
    }
}
