import { kernelIn, kernelModule, type Kernel } from './kernel.ts';
import { SCRATCH, type Layout } from './layout.ts';

const PAGE_BYTES = 64 * 1024;
/** Blocks begin at cache lines. */
const LINE_BYTES = 64;

/** A shared memory that holds blocks of any sets, as one thread sees it. */
export interface Arena {
  readonly id: number;
  readonly memory: WebAssembly.Memory;
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Unsigned for ids, signed for states. */
  readonly words: Uint32Array<SharedArrayBuffer>;
  readonly states: Int32Array<SharedArrayBuffer>;
  kernel(layout: Layout): Kernel;
}

/** The machine code of each length of codes, made once for all threads. */
export interface KernelModules {
  of(layout: Layout): WebAssembly.Module;
}

export const kernelModules = (memoryBytes: number): KernelModules => {
  const made = new Map<number, WebAssembly.Module>();
  return {
    of: (layout) => {
      const module = made.get(layout.bits) ?? kernelModule(layout, memoryBytes / PAGE_BYTES);
      made.set(layout.bits, module);
      return module;
    },
  };
};

export const viewArena = (id: number, memory: WebAssembly.Memory, modules: KernelModules): Arena => {
  // It is shared, which the type of a memory does not tell.
  const buffer = memory.buffer as unknown as SharedArrayBuffer;
  const kernels = new Map<number, Kernel>();
  return {
    id,
    memory,
    bytes: new Uint8Array(buffer),
    words: new Uint32Array(buffer),
    states: new Int32Array(buffer),
    kernel: (layout) => {
      const kernel = kernels.get(layout.bits) ?? kernelIn(modules.of(layout), memory);
      kernels.set(layout.bits, kernel);
      return kernel;
    },
  };
};

export interface Place {
  readonly arena: Arena;
  readonly start: number;
  readonly bytes: number;
}

interface Owned {
  readonly arena: Arena;
  readonly free: Map<number, number[]>;
  end: number;
  places: number;
}

/**
 * Hands out zeroed places for blocks, as many as fit in one shared memory after the other. A memory is as large as it
 * gets from the start: the system fills in pages as they are first touched, so nothing ever moves. It is let go of when
 * nothing in it is used any more.
 */
export class Arenas {
  readonly modules: KernelModules;
  readonly #memoryBytes: number;
  readonly #scratchBytes: number;
  readonly #owned = new Map<number, Owned>();
  #nextId = 0;
  #usedBytes = 0;

  /** @param places threads that search, this one included */
  constructor(memoryBytes: number, places: number) {
    this.#memoryBytes = Math.ceil(memoryBytes / PAGE_BYTES) * PAGE_BYTES;
    this.#scratchBytes = places * SCRATCH.bytes;
    this.modules = kernelModules(this.#memoryBytes);
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  /** @throws RangeError when the system has no memory left, or the place is larger than a memory */
  take(bytes: number): Place {
    const whole = Math.ceil(bytes / LINE_BYTES) * LINE_BYTES;
    const fits = ({ free, end }: Owned): boolean =>
      (free.get(whole)?.length ?? 0) > 0 || end + whole <= this.#memoryBytes;
    const owned = [...this.#owned.values()].find(fits) ?? this.#open();
    if (!fits(owned)) throw new RangeError('A block of codes is larger than a memory.');
    const freed = owned.free.get(whole)?.pop();
    const start = freed ?? owned.end;
    if (freed === undefined) owned.end += whole;
    owned.places++;
    this.#usedBytes += whole;
    return { arena: owned.arena, start, bytes: whole };
  }

  /** Takes a place back that is all zeros again. @returns whether that was the last of its memory */
  giveBack({ arena, start, bytes }: Place): boolean {
    const owned = this.#owned.get(arena.id);
    if (!owned) return false;
    this.#usedBytes -= bytes;
    owned.places--;
    const free = owned.free.get(bytes) ?? [];
    free.push(start);
    owned.free.set(bytes, free);
    return owned.places === 0 && this.#owned.delete(arena.id);
  }

  #open(): Owned {
    const pages = this.#memoryBytes / PAGE_BYTES;
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const arena = viewArena(this.#nextId++, memory, this.modules);
    const owned = { arena, free: new Map<number, number[]>(), end: this.#scratchBytes, places: 0 };
    this.#owned.set(arena.id, owned);
    return owned;
  }
}
