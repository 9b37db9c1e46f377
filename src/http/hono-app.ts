import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

/** The server's routes. */
export type App = Hono<{ Bindings: HttpBindings }>;
