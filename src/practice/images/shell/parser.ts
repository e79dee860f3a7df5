import { tokenize } from "./lexer.ts";
import { asAssignment, PartCursor } from "./part-cursor.ts";
import type { Assignment, Node, Redirection, Word } from "./syntax.ts";
import { plainText } from "./words.ts";

const RESERVED = new Set(["if", "then", "elif", "else", "fi", "while", "until", "for", "in", "do", "done", "case", "esac", "{", "}", "!"]);

/** The tree of a script. Throws ShellSyntaxError, or Unfinished where more text could make it right. */
export function parse(text: string): Node {
  const parser = new Parser(tokenize(text));
  const node = parser.list(new Set());
  parser.mustEnd();
  return node;
}

class Parser extends PartCursor {
  mustEnd(): void {
    if (this.token.kind !== "end") this.unexpected();
  }

  list(until: ReadonlySet<string>): Node {
    const items: { node: Node; background: boolean }[] = [];
    this.skipNewlines();
    while (this.token.kind !== "end" && !until.has(this.keyword) && !this.isOperator(")") && !this.isOperator(";;")) {
      const node = this.#andOr();
      const background = this.isOperator("&");
      items.push({ node, background });
      if (!background && !this.isOperator(";") && !this.isOperator("\n")) break;
      this.at += 1;
      this.skipNewlines();
    }
    return { kind: "list", items };
  }

  #andOr(): Node {
    let left = this.#pipeline();
    while (this.isOperator("&&") || this.isOperator("||")) {
      const kind = this.isOperator("&&") ? "and" : "or";
      this.at += 1;
      this.skipNewlines();
      left = { kind, left, right: this.#pipeline() };
    }
    return left;
  }

  #pipeline(): Node {
    const timed = this.takes("time");
    let negated = false;
    while (this.takes("!")) negated = !negated;
    const stages = [this.#command()];
    while (this.isOperator("|")) {
      this.at += 1;
      this.skipNewlines();
      stages.push(this.#command());
    }
    const [only] = stages;
    return stages.length === 1 && only && !negated && !timed ? only : { kind: "pipeline", stages, negated, timed };
  }

  #command(): Node {
    if (this.isOperator("(")) {
      this.at += 1;
      const body = this.#body(new Set());
      this.mustTake(")");
      return { kind: "subshell", body, redirections: this.redirections() };
    }
    switch (this.keyword) {
      case "{": {
        this.at += 1;
        const body = this.#body(new Set(["}"]));
        this.mustTake("}");
        return { kind: "group", body, redirections: this.redirections() };
      }
      case "if":
        return this.#if();
      case "while":
      case "until":
        return this.#loop();
      case "for":
        return this.#for();
      case "case":
        return this.#case();
      default:
        return this.#simple();
    }
  }

  #if(): Node {
    const branches: { test: Node; body: Node }[] = [];
    let otherwise: Node | undefined;
    do {
      this.at += 1;
      const test = this.#body(new Set(["then"]));
      this.mustTake("then");
      branches.push({ test, body: this.#body(new Set(["elif", "else", "fi"])) });
    } while (this.keyword === "elif");
    if (this.takes("else")) otherwise = this.#body(new Set(["fi"]));
    this.mustTake("fi");
    return { kind: "if", branches, otherwise, redirections: this.redirections() };
  }

  #loop(): Node {
    const kind = this.keyword === "while" ? "while" : "until";
    this.at += 1;
    const test = this.#body(new Set(["do"]));
    const body = this.#doBody();
    return { kind, test, body, redirections: this.redirections() };
  }

  #for(): Node {
    this.at += 1;
    const name = plainText(this.mustWord());
    this.skipNewlines();
    let words: Word[] | undefined;
    if (this.takes("in")) {
      words = [];
      while (this.token.kind === "word") words.push(this.mustWord());
    }
    if (this.isOperator(";")) this.at += 1;
    this.skipNewlines();
    const body = this.#doBody();
    return { kind: "for", name, words, body, redirections: this.redirections() };
  }

  #case(): Node {
    this.at += 1;
    const subject = this.mustWord();
    this.skipNewlines();
    this.mustTake("in");
    this.skipNewlines();
    const arms: { patterns: Word[]; body: Node }[] = [];
    while (this.keyword !== "esac") {
      if (this.isOperator("(")) this.at += 1;
      const patterns = [this.mustWord()];
      while (this.isOperator("|")) {
        this.at += 1;
        patterns.push(this.mustWord());
      }
      this.mustTake(")");
      arms.push({ patterns, body: this.list(new Set(["esac"])) });
      if (this.isOperator(";;")) this.at += 1;
      else if (this.keyword !== "esac") this.unexpected("esac");
      this.skipNewlines();
    }
    this.mustTake("esac");
    return { kind: "case", subject, arms, redirections: this.redirections() };
  }

  #doBody(): Node {
    this.mustTake("do");
    const body = this.#body(new Set(["done"]));
    this.mustTake("done");
    return body;
  }

  #body(until: ReadonlySet<string>): Node {
    const node = this.list(until);
    if (node.kind === "list" && node.items.length === 0) this.unexpected();
    return node;
  }

  #simple(): Node {
    const { line } = this.token;
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      const redirection = this.redirection();
      if (redirection) {
        redirections.push(redirection);
        continue;
      }
      const token = this.token;
      if (token.kind !== "word") break;
      if (words.length === 0 && RESERVED.has(token.raw)) this.unexpected();
      const assignment = words.length === 0 ? asAssignment(token.word) : undefined;
      this.at += 1;
      if (assignment) assignments.push(assignment);
      else words.push(token.word);
      if (words.length === 1 && this.isOperator("(") && /^[A-Za-z_]\w*$/.test(token.raw)) return this.#function(token.raw);
    }
    if (assignments.length + words.length + redirections.length === 0) this.unexpected();
    return { kind: "simple", assignments, words, redirections, line };
  }

  #function(name: string): Node {
    this.at += 1;
    this.mustTake(")");
    this.skipNewlines();
    return { kind: "function", name, body: this.#command() };
  }
}
