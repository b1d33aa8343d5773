import { createStore, useStore } from "../../app/store.ts";

/** Proposals that the user does not want to see now, or has accepted; they are proposed again in a new window. */
const aside = createStore<ReadonlySet<string>>(new Set());

export function usePutAside(): ReadonlySet<string> {
  return useStore(aside);
}

export function putAside(proposal: string): void {
  aside.set((before) => new Set([...before, proposal]));
}

export function bringBack(proposals: readonly string[]): void {
  aside.set((before) => new Set([...before].filter((name) => !proposals.includes(name))));
}
