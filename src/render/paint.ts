/** Colour only repeats what a sign and a word already say. */
export type Role = "good" | "bad" | "wait" | "doubt" | "faint" | "strong" | "code";

export type Paint = (role: Role, text: string) => string;

export const plain: Paint = (_role, text) => text;

export const coloured: Paint = (role, text) => (text === "" ? "" : `\u001b[${openings[role]}m${text}\u001b[${closings[role]}m`);

const openings: Readonly<Record<Role, string>> = { good: "32", bad: "31", wait: "33", doubt: "35", faint: "2", strong: "1", code: "36" };
const closings: Readonly<Record<Role, string>> = { good: "39", bad: "39", wait: "39", doubt: "39", faint: "22", strong: "22", code: "39" };
