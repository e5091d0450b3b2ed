using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Simulation;

/// <summary>Those whom a program is for, with everything about them that looks suspicious and is not.</summary>
internal static class HonestPeople
{
    private static readonly Population[] Relations =
        [Population.Independent, Population.Household, Population.Office, Population.SameDevice];

    internal static void Come(SimulatedShop shop)
    {
        OrdinaryAdvocates(shop);
        SuperAdvocates(shop);
    }

    private static void OrdinaryAdvocates(SimulatedShop shop)
    {
        var honest = shop.Parameters.Honest;
        for (var i = 0; i < honest.Advocates; i++)
        {
            var advocate = shop.Person();
            var friends = 1 + (int)shop.Dice.Exponential(1 / honest.FurtherFriends);
            for (var friend = 0; friend < friends; friend++)
            {
                Order(shop, shop.Sometime(), advocate, null);
            }
        }
    }

    private static void SuperAdvocates(SimulatedShop shop)
    {
        var (dice, parameters) = (shop.Dice, shop.Parameters.SuperAdvocates);
        for (var i = 0; i < parameters.Friends.Advocates; i++)
        {
            var advocate = shop.Person();
            double[] posts = [shop.Sometime(), shop.Sometime(), shop.Sometime()];
            var friends = dice.Whole(parameters.Friends.Fewest, parameters.Friends.Most);
            for (var friend = 0; friend < friends; friend++)
            {
                var at = dice.Chance(parameters.InBursts)
                    ? dice.Choice(posts) + dice.Exponential(1 / (12 * SimulatedShop.Hour))
                    : shop.Sometime();
                if (at < shop.End)
                {
                    Order(shop, at, advocate, Population.SuperAdvocate);
                }
            }
        }
    }

    // The friends of a super-advocate are strangers to each other; those of others are what they are to the advocate.
    private static void Order(SimulatedShop shop, double at, SimulatedPerson advocate, Population? given)
    {
        var (dice, honest) = (shop.Dice, shop.Parameters.Honest);
        var friend = shop.Person();
        var population = given ?? Relations[dice.Weighted(honest.Relations)];
        if (population is Population.Household or Population.SameDevice)
        {
            friend = Relative(shop, advocate, population);
        }

        var network = population switch
        {
            Population.Household or Population.SameDevice => friend.Network,
            Population.Office => OfficeOf(shop, advocate),
            _ => Elsewhere(shop, friend),
        };
        if (dice.Chance(honest.DisposableMail))
        {
            friend = friend with { Email = shop.DisposableMail() };
        }

        shop.Add(at, advocate, friend, population, new Circumstances
        {
            Network = network,
            ByCode = dice.Chance(honest.ByCode),
            SecondsFromClick = dice.Chance(honest.Fast) ? dice.Uniform(15, 60) : null,
            Amount = dice.Chance(honest.AtMinimum) ? shop.TimesMinimum(1, 1.05) : null,
            RefundedAt = dice.Chance(honest.Refunds) ? at + (dice.Uniform(3, 29) * SimulatedShop.Day) : null,
            BoughtAgain = dice.Chance(honest.BuyAgain),
        });
    }

    private static SimulatedPerson Relative(SimulatedShop shop, SimulatedPerson advocate, Population population)
    {
        var dice = shop.Dice;
        var relative = shop.Person(dice.Chance(0.7) ? advocate.LastName : null) with
        {
            Address = advocate.Address, Network = advocate.Network,
        };
        if (dice.Chance(0.25))
        {
            relative = relative with { Payment = advocate.Payment };
        }

        var sharesDevice = population == Population.SameDevice || dice.Chance(0.1);
        return sharesDevice ? relative with { Device = advocate.Device } : relative;
    }

    private static SimulatedNetwork OfficeOf(SimulatedShop shop, SimulatedPerson advocate)
    {
        var office = shop.Dice.Choice(shop.Offices);
        advocate.Office ??= office;
        return advocate.Office.Value;
    }

    private static SimulatedNetwork Elsewhere(SimulatedShop shop, SimulatedPerson friend) =>
        shop.Dice.Chance(shop.Parameters.Honest.BehindCarrier) ? shop.Dice.Choice(shop.Carriers)
        : shop.Dice.Chance(shop.Parameters.Honest.BehindVpn) ? shop.NewNetwork(NetworkClass.Vpn)
        : friend.Network;
}
