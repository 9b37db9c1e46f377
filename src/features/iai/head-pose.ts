import { z } from 'zod';
import type { DetectedFace } from '../../engine/types.ts';
import { integer } from './fields.ts';

/** How a head is turned, in degrees, within the bounds of the API. */
export const headPose = z.object({ Pitch: integer(), Yaw: integer(), Roll: integer() });

const clamp = (value: number, limit: number): number => Math.round(Math.max(-limit, Math.min(limit, value)));

export const toHeadPose = ({ pose }: DetectedFace): z.output<typeof headPose> => ({
  Pitch: clamp(pose.pitch, 30),
  Yaw: clamp(pose.yaw, 30),
  Roll: clamp(pose.roll, 180),
});
