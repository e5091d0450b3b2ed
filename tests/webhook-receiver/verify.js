// Reads calls as a receiver got them, [{"headers": {…}, "body": "…", "secret": "whsec_…"}, …], from standard input, and verifies each with
// both libraries. Prints what went wrong; exit code 1 then. What is tampered with must be refused by both, or the check itself is worth
// nothing.
import { readFileSync } from "node:fs";
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";

const accepts = (Library, { headers, body, secret }) => {
  try {
    new Library(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
};

const tampered = (call) => {
  const hour = 3600;
  const stale = String(Number(call.headers["webhook-timestamp"]) - hour);
  return {
    "another secret": { ...call, secret: "whsec_" + Buffer.alloc(32, 7).toString("base64") },
    "a changed byte": { ...call, body: call.body.replace("{", "{ ") },
    "another timestamp": { ...call, headers: { ...call.headers, "webhook-timestamp": String(Number(call.headers["webhook-timestamp"]) - 1) } },
    "another id": { ...call, headers: { ...call.headers, "webhook-id": call.headers["webhook-id"] + "0" } },
    "an old call": { ...call, headers: signedAt(call, stale) },
  };
};

// Rightly signed, an hour ago.
const signedAt = (call, timestamp) => ({
  ...call.headers,
  "webhook-timestamp": timestamp,
  "webhook-signature": new Standard(call.secret).sign(call.headers["webhook-id"], new Date(Number(timestamp) * 1000), call.body),
});

const calls = JSON.parse(readFileSync(0, "utf8"));
const wrong = [];
for (const [at, call] of calls.entries()) {
  for (const [name, Library] of Object.entries({ standardwebhooks: Standard, svix: Svix })) {
    if (!accepts(Library, call)) {
      wrong.push(`${name} refuses call ${at}`);
    }

    for (const [what, fake] of Object.entries(tampered(call))) {
      if (accepts(Library, fake)) {
        wrong.push(`${name} takes ${what} for call ${at}`);
      }
    }
  }
}

if (calls.length === 0) {
  wrong.push("there were no calls");
}

console.log(wrong.join("\n"));
process.exit(wrong.length === 0 ? 0 : 1);
