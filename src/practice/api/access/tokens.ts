/** Tokens of service accounts: signed with the server's own key, and good until their time is over or the account is gone. */
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { KubeObject } from "../../objects.ts";
import type { Registry } from "../../registry.ts";
import type { User } from "../http/user.ts";

export const audience = "https://kubernetes.default.svc.cluster.local";

/** As a real one's header reads; the signature is nobody's business but the server's. */
const header = part({ alg: "RS256", kid: "practice" });

interface Claims {
  readonly aud: readonly string[];
  /** Seconds since the epoch. */
  readonly exp: number;
  readonly jti: string;
  readonly "kubernetes.io": { readonly namespace: string; readonly serviceaccount: { readonly name: string; readonly uid: string } };
}

export interface TokenDoor {
  issue(account: KubeObject, order: { readonly audiences: readonly string[]; readonly seconds: number; readonly now: number }): string;
  /** Whose token it is; undefined: nobody's, or no longer. */
  userOf(token: string, now: number): User | undefined;
}

export function createTokenDoor(secret: string, registry: Pick<Registry, "get">): TokenDoor {
  const sign = (text: string): string => createHmac("sha512", secret).update(text).digest("base64url");
  return {
    issue({ metadata: { namespace = "", name, uid = "" } }, { audiences, seconds, now }) {
      const time = Math.floor(now / 1000);
      const claims = {
        aud: audiences,
        exp: time + seconds,
        iat: time,
        iss: audience,
        jti: randomUUID(),
        "kubernetes.io": { namespace, serviceaccount: { name, uid } },
        nbf: time,
        sub: `system:serviceaccount:${namespace}:${name}`,
      };
      const text = `${header}.${part(claims)}`;
      return `${text}.${sign(text)}`;
    },
    userOf(token, now) {
      const cut = token.lastIndexOf(".");
      const [given, own] = [Buffer.from(token.slice(cut + 1)), Buffer.from(sign(token.slice(0, cut)))];
      if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
      const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Claims;
      const { namespace, serviceaccount } = claims["kubernetes.io"];
      const account = registry.get({ resource: "v1/serviceaccounts", namespace, name: serviceaccount.name });
      if (claims.exp * 1000 <= now || !claims.aud.includes(audience) || account?.metadata.uid !== serviceaccount.uid) return undefined;
      const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
      return { name: `system:serviceaccount:${namespace}:${serviceaccount.name}`, groups, credential: `JTI=${claims.jti}` };
    },
  };
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
