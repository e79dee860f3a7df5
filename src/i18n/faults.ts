/** What is said when svclab ends before its work is done. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

export const faults = {
  interrupted: {
    ko: "멈췄습니다. 저장된 진도와 클러스터는 지금 그대로입니다.\n같은 명령으로 이어서 할 수 있습니다.",
    en: "Interrupted. Saved progress and the cluster are as they stand now.\nThe same command goes on from here.",
  },
  system: ({ said }: { said: string }): LocalizedText => ({
    ko: `이 컴퓨터에 열 수 있는 파일이나 디스크 공간이 모자라거나 디스크를 쓸 수 없어 멈췄습니다. 채점은 하지 않았고, 저장된 진도는 그대로입니다.\n받은 대답: ${said}\n다른 프로그램을 닫거나(열린 파일: ulimit -n) 디스크를 비운 뒤 같은 명령을 다시 실행하세요.`,
    en: `This computer has no more files to open or no room on the disk, or the disk can't be used, so svclab has stopped. Nothing was marked, and saved progress is as it was.\nWhat was said: ${said}\nClose other programs (open files: ulimit -n) or make room on the disk, then run the same command again.`,
  }),
  ours: {
    ko: "svclab 자체의 오류입니다. 여러분의 잘못이 아니며, 저장된 진도는 그대로입니다.\n같은 명령을 다시 실행해 보고, 또 그러면 아래 글을 붙여 알려 주세요.",
    en: "This is a fault of svclab itself, not yours. Saved progress is as it was.\nRun the same command once more; if it happens again, please report it with the text below.",
  },
} as const satisfies Phrases;
