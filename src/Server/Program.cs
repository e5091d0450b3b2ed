Console.WriteLine("vouch");
