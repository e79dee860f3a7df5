/** What is said of saved observations. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

const again = {
  ko: "채점한 컴퓨터에서 다시 저장하세요: svclab check 실습 --save 파일",
  en: "Save it again where it was marked: svclab check LAB --save FILE",
} as const;

export const savedTexts = {
  saved: (path: string): LocalizedText => ({
    ko: `관찰한 것을 저장했습니다: ${path}\n다시 채점하려면: svclab judge ${path}`,
    en: `What was seen is saved: ${path}\nTo judge it again: svclab judge ${path}`,
  }),
  notSaved: ({ path, reason }: { path: string; reason: string }): LocalizedText => ({
    ko: `저장할 수 없음: ${path} (${reason})\n점수는 위에 보인 그대로이고, 그 자리에 있던 파일도 그대로입니다.`,
    en: `${path} can't be written (${reason}).\nThe marks are as shown above, and a file that was there is as it was.`,
  }),
  unreadable: ({ path, reason }: { path: string; reason: string }): LocalizedText => ({
    ko: `읽을 수 없음: ${path} (${reason})\n경로가 맞는지, 읽을 권한이 있는지 확인하세요.`,
    en: `${path} can't be read (${reason}).\nSee whether the path is right and whether you may read it.`,
  }),
  tooLarge: ({ path, megabytes }: { path: string; megabytes: number }): LocalizedText => ({
    ko: `저장된 관찰이라기에는 너무 큼: ${path} (${megabytes} MB)\n${again.ko}`,
    en: `${path} is too large for a saved observation (${megabytes} MB).\n${again.en}`,
  }),
  noJson: (path: string): LocalizedText => ({
    ko: `JSON이 아니거나 끝까지 들어 있지 않음: ${path}\n${again.ko}`,
    en: `${path} is no JSON, or not all of it.\n${again.en}`,
  }),
  other: (path: string): LocalizedText => ({
    ko: `svclab이 저장한 관찰이 아님: ${path}\n만들려면: svclab check 실습 --save 파일`,
    en: `${path} is no observation that svclab has saved.\nTo make one: svclab check LAB --save FILE`,
  }),
  newer: ({ path, version }: { path: string; version: number }): LocalizedText => ({
    ko: `이 svclab이 모르는 형식(${version})의 파일: ${path}\n저장한 것과 같은 버전의 svclab으로 채점하세요.`,
    en: `${path} has the format ${version}, which this svclab doesn't know.\nJudge it with the version of svclab that saved it.`,
  }),
  misshapen: ({ path, at }: { path: string; at: string }): LocalizedText => ({
    ko: `내용이 망가졌거나 고쳐진 파일: ${path} (${at})\n${again.ko}`,
    en: `${path} is damaged or was changed (${at}).\n${again.en}`,
  }),
  unknownLab: ({ path, lab }: { path: string; lab: string }): LocalizedText => ({
    ko: `이 svclab에 없는 실습의 파일: ${path} (${lab})\n그 실습이 있는 svclab으로 채점하세요.`,
    en: `${path} is about a lab that this svclab hasn't: ${lab}.\nJudge it with one that has it.`,
  }),
  otherLab: ({ path, lab }: { path: string; lab: string }): LocalizedText => ({
    ko: `실습의 채점 기준이 그 뒤로 바뀌었음: ${path} (${lab})\n저장한 것과 같은 버전의 svclab으로 채점하거나, 지금 버전으로 다시 저장하세요.`,
    en: `What the lab ${lab} marks has changed since ${path} was saved.\nJudge it with the svclab that saved it, or save it again with this one.`,
  }),
} as const satisfies Phrases;
