import type { ModelSummary } from "../../../common/domain/model.ts";
import { announce } from "../../app/toasts.ts";
import { formatMoment } from "../../elements/format.ts";
import { useUseModel } from "./queries.ts";
import { movedWords } from "./words.ts";

/** Puts a model in use and says what that moved. */
export function useGoBack(done: () => void): {
  readonly goBack: (model: Pick<ModelSummary, "id" | "createdAt">) => void;
  readonly isPending: boolean;
} {
  const { mutate, isPending } = useUseModel();
  return {
    isPending,
    goBack: ({ id, createdAt }) =>
      mutate(id, {
        onSuccess: ({ moved }) => {
          done();
          announce(`The model of ${formatMoment(createdAt)} is in use. ${movedWords(moved)}.`);
        },
      }),
  };
}
