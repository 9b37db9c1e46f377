/** Opus packets as the real-time API takes them without Ogg: `opus`, the length, the packet. */
export const opusFrames = (packets: readonly Uint8Array[], order: 'little' | 'big'): Buffer =>
  Buffer.concat(
    packets.flatMap((packet) => {
      const header = Buffer.from('opus\0\0');
      if (order === 'big') header.writeUInt16BE(packet.length, 4);
      else header.writeUInt16LE(packet.length, 4);
      return [header, packet];
    }),
  );
