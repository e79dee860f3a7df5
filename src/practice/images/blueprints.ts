/** The images of the labs and of everyday debugging, as what a container made of them holds. */
import { counterApp } from "./apps/counter.ts";
import { echoApp } from "./apps/echo.ts";
import { welcomePage } from "./apps/welcome-page.ts";
import type { Blueprint } from "./machine/container.ts";
import type { Files } from "./machine/files.ts";
import type { Program } from "./machine/process.ts";
import { nodeTools } from "./node-tools.ts";
import { alpineLinux, busybox, debian, type Programs, tini, wrapper } from "./programs.ts";
import { redisCli } from "./redis/cli.ts";
import { redisEntrypoint } from "./redis/entrypoint.ts";
import { redisServer } from "./redis/server.ts";
import { REDIS_VERSION } from "./redis/version.ts";
import { shell } from "./shell/shell.ts";
import { curl } from "./tools/curl.ts";
import { oldNslookup } from "./tools/nslookup.ts";
import { telnet } from "./tools/telnet.ts";

function unpack(programs: Programs, texts: Readonly<Record<string, string>> = {}): (files: Files) => void {
  return (files) => {
    for (const [name, program] of Object.entries(programs)) {
      for (const folder of ["/bin", "/usr/bin"]) files.put(`${folder}/${name}`, { kind: "file", content: Buffer.alloc(0), mode: 0o755, modified: 0, program });
    }
    for (const [path, text] of Object.entries(texts)) {
      if (path.endsWith("/")) files.put(path.slice(0, -1), { kind: "directory", mode: 0o755, modified: 0 });
      else files.put(path, { kind: "file", content: Buffer.from(text), mode: 0o644, modified: 0 });
    }
  };
}

const debianTexts: Readonly<Record<string, string>> = {
  "/etc/debian_version": "12.11\n",
  "/etc/os-release":
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n',
};

/** `node` runs the image's app and nothing else. */
function node(app: Program): Program {
  return async (process) => {
    const [first] = process.argv.slice(1);
    if (first === "-v" || first === "--version") {
      await process.stdout.write("v16.20.2\n");
      return 0;
    }
    if (first?.endsWith("app.js")) return await app(process);
    await process.stderr.write("node: only app.js runs in this practice container\n");
    return 1;
  };
}

/** The lab images: node:16-alpine, tini, an app in /app. */
function nodeApp(app: Program, tools: Programs): Blueprint {
  const files = ["Dockerfile", "README.md", "app.js", "package-lock.json", "package.json"];
  return {
    entrypoint: ["/sbin/tini", "--"],
    args: ["node", "app.js"],
    env: { NODE_VERSION: "16.20.2", YARN_VERSION: "1.22.19" },
    workingDir: "/app",
    libc: "musl",
    unpack(target) {
      unpack(
        { ...alpineLinux, ...tools, node: node(app) },
        { "/app/node_modules/": "", ...alpineTexts("3.18.6"), ...Object.fromEntries(files.map((name) => [`/app/${name}`, ""])) },
      )(target);
      target.put("/sbin/tini", { kind: "file", content: Buffer.alloc(0), mode: 0o755, modified: 0, program: tini });
    },
  };
}

export const counter = nodeApp(counterApp, { curl, telnet });
export const echoV1 = nodeApp(echoApp("v1"), {});
export const echoV2 = nodeApp(echoApp("v2"), {});

export const redis: Blueprint = {
  entrypoint: ["docker-entrypoint.sh"],
  args: ["redis-server"],
  env: { REDIS_VERSION },
  workingDir: "/data",
  libc: "glibc",
  unpack: unpack({ ...debian, "redis-server": redisServer, "redis-cli": redisCli, "docker-entrypoint.sh": redisEntrypoint }, { "/data/": "", ...debianTexts }),
};

export const busyboxImage: Blueprint = { entrypoint: [], args: ["sh"], env: {}, workingDir: "/", libc: "musl", unpack: unpack({ ...busybox, telnet }) };
/** The last one whose nslookup asks as other programs do; the Kubernetes documentation names it for that. */
export const busybox128: Blueprint = { ...busyboxImage, unpack: unpack({ ...busybox, telnet, nslookup: oldNslookup }) };
export const alpine: Blueprint = { ...busyboxImage, args: ["/bin/sh"], unpack: unpack(alpineLinux, alpineTexts("3.22.1")) };
export const curlImage: Blueprint = {
  ...busyboxImage,
  entrypoint: ["/bin/entrypoint.sh"],
  args: ["curl"],
  unpack: unpack({ ...alpineLinux, curl, "entrypoint.sh": wrapper }, alpineTexts("3.22.1")),
};
export const nginx: Blueprint = {
  entrypoint: ["/docker-entrypoint.sh"],
  args: ["nginx", "-g", "daemon off;"],
  env: { NGINX_VERSION: "1.29.1" },
  workingDir: "/",
  libc: "glibc",
  unpack(files) {
    unpack({ ...debian, curl, nginx: welcomePage }, debianTexts)(files);
    files.put("/docker-entrypoint.sh", { kind: "file", content: Buffer.alloc(0), mode: 0o755, modified: 0, program: wrapper });
  },
};

/** The machine that a node is: `minikube ssh`. */
export const nodeMachine: Blueprint = {
  ...busyboxImage,
  args: ["sleep", "86400"],
  libc: "glibc",
  unpack: unpack({ ...busybox, ...nodeTools, bash: shell("bash"), curl }, debianTexts),
};

function alpineTexts(version: string): Readonly<Record<string, string>> {
  const release = `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${version}\nPRETTY_NAME="Alpine Linux v${version.replace(/\.\d+$/, "")}"\nHOME_URL="https://alpinelinux.org/"\n`;
  return { "/etc/alpine-release": `${version}\n`, "/etc/os-release": release };
}
