/** Trouble with the progress file: what happened, what to do, what state things are in. */
import type { LocalizedText } from "../../grader/model.ts";
import type { Phrases } from "./phrase.ts";

type Where = { readonly path: string; readonly reason: string };

export const progressTroubles = {
  notWritable: ({ path, reason }: Where): LocalizedText => ({
    ko: `진도를 저장하지 못했음: ${path} (${reason})\n그 폴더에 쓸 수 있게 하거나, SVCLAB_HOME=다른폴더 로 다시 실행하세요.\n클러스터와 전에 저장된 진도는 그대로입니다. 방금 얻은 점수는 다시 채점하면 저장됩니다.`,
    en: `Your progress could not be saved: ${path} (${reason})\nMake that folder writable, or run again with SVCLAB_HOME=another-folder.\nThe cluster and the progress saved before are as they were. Check again to save the marks just earned.`,
  }),
  noFolder: (folder: string): LocalizedText => ({
    ko: `진도를 저장하지 못했음: 폴더(또는 그 위 폴더)가 있을 자리에 파일이 있습니다: ${folder}\nSVCLAB_HOME=다른폴더 로 다시 실행하세요. 그 파일과 클러스터는 그대로입니다.`,
    en: `Your progress could not be saved: a file stands where this folder, or one above it, should be: ${folder}\nRun again with SVCLAB_HOME=another-folder. That file and the cluster are as they were.`,
  }),
  unreadable: ({ path, reason }: Where): LocalizedText => ({
    ko: `진도 파일을 읽을 수 없음: ${path} (${reason})\n읽기 권한을 주거나, SVCLAB_HOME=다른폴더 로 다시 실행하세요. 파일은 그대로 두었습니다.`,
    en: `The progress file can't be read: ${path} (${reason})\nMake it readable, or run again with SVCLAB_HOME=another-folder. The file was left as it is.`,
  }),
  newer: ({ path, version }: { readonly path: string; readonly version: number }): LocalizedText => ({
    ko: `더 새로운 svclab이 쓴 진도 파일: ${path} (형식 ${version})\nsvclab을 새 버전으로 올리거나, SVCLAB_HOME=다른폴더 로 실행하세요. 파일은 그대로 두었습니다.`,
    en: `The progress file was written by a newer svclab: ${path} (format ${version})\nUpdate svclab, or run with SVCLAB_HOME=another-folder. The file was left as it is.`,
  }),
  locked: ({ path, holder }: { readonly path: string; readonly holder: number }): LocalizedText => ({
    ko: `다른 svclab(프로세스 ${holder})이 진도를 쓰는 중임: ${path}\n그쪽이 끝난 뒤 다시 실행하세요. 저장된 진도는 그대로입니다.`,
    en: `Another svclab (process ${holder}) is writing the progress: ${path}\nRun again when it is done. The progress saved before is as it was.`,
  }),
  setAside: (path: string): LocalizedText => ({
    ko: `진도 파일을 이해할 수 없어 옆에 옮겨 두고 새로 시작함: ${path}`,
    en: `The progress file could not be understood; it was set aside, and a new one begun: ${path}`,
  }),
} as const satisfies Phrases;
