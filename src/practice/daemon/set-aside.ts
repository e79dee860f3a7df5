import type { LocalizedText } from "../../../grader/model.ts";

/** What is said of a store that could not be read whole. `files`: where its broken files are now. */
export function setAsideText(files: readonly string[]): LocalizedText {
  const where = files.join("\n  ");
  return {
    ko: `연습용 클러스터를 저장한 파일이 깨져 있어 따로 옮겨 두었습니다:\n  ${where}\n읽을 수 있는 데까지는 되살렸습니다. 빠진 것이 있으면 다시 적용하고, 비우고 시작하려면 svclab cluster reset 을 실행하세요.`,
    en: `A file that keeps the practice cluster was broken and is set aside:\n  ${where}\nWhat could be read of it is there. Apply again what is missing, or begin from nothing: svclab cluster reset`,
  };
}
