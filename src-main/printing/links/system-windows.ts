import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrinterError, type PrinterLink } from './link.ts';
import { runProgram } from './program.ts';
import { short } from './system.ts';

/*
 * A printer that Windows knows, by way of PowerShell and the spooler's own functions, since Windows has
 * no program that takes raw bytes for a printer on USB. Never tried on a real Windows: docs/printing.md.
 */

/** Starting PowerShell and compiling the few lines below takes seconds on an old computer. */
const QUEUE_MS = 30_000;

/** Queue and file come in the environment: neither is ever part of a command. */
const SCRIPT = `
$ErrorActionPreference = 'Stop'
Add-Type -TypeDefinition @'
using System;
using System.Runtime.InteropServices;
public static class RawQueue {
  [StructLayout(LayoutKind.Sequential, CharSet = CharSet.Unicode)]
  struct DocInfo { public string Name; public string Output; public string Type; }
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern bool OpenPrinter(string name, out IntPtr printer, IntPtr defaults);
  [DllImport("winspool.drv", CharSet = CharSet.Unicode, SetLastError = true)]
  static extern int StartDocPrinter(IntPtr printer, int level, ref DocInfo info);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool WritePrinter(IntPtr printer, byte[] bytes, int count, out int written);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool EndDocPrinter(IntPtr printer);
  [DllImport("winspool.drv", SetLastError = true)]
  static extern bool ClosePrinter(IntPtr printer);
  public static void Send(string name, byte[] bytes) {
    IntPtr printer;
    if (!OpenPrinter(name, out printer, IntPtr.Zero)) throw new Exception("no printer " + name);
    try {
      var info = new DocInfo { Name = "Voltill", Type = "RAW" };
      if (StartDocPrinter(printer, 1, ref info) == 0) throw new Exception("takes no document");
      int written;
      bool all = WritePrinter(printer, bytes, bytes.Length, out written) && written == bytes.Length;
      if (!EndDocPrinter(printer) || !all) throw new Exception("took " + written + " bytes");
    } finally { ClosePrinter(printer); }
  }
}
'@
[RawQueue]::Send($env:VOLTILL_QUEUE, [IO.File]::ReadAllBytes($env:VOLTILL_SLIP))
`;

const LIST = 'Get-Printer | ForEach-Object { $_.Name }';

export function openWindowsQueue(queue: string): PrinterLink {
  return {
    // The spooler says of most receipt printers that they are ready, whatever they are.
    condition: async () => 'unknown',
    async send(bytes) {
      const folder = await mkdtemp(join(tmpdir(), 'voltill-slip-'));
      const file = join(folder, 'slip.bin');
      try {
        await writeFile(file, bytes);
        const environment = { VOLTILL_QUEUE: queue, VOLTILL_SLIP: file };
        const { code, errors } = await powerShell(SCRIPT, environment).catch((error: unknown) => {
          throw new PrinterError('timeout', { printer: queue }, error);
        });
        if (code !== 0) throw new PrinterError('queue', { printer: queue, reason: short(errors) });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async close() {},
  };
}

export async function listWindowsQueues(): Promise<string[]> {
  try {
    const { code, output } = await powerShell(LIST, {});
    if (code !== 0) return [];
    return output
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}

/** The script as one encoded argument: nothing in it is read twice. */
function powerShell(script: string, environment: Readonly<Record<string, string>>) {
  const encoded = Buffer.from(script, 'utf16le').toString('base64');
  const given = ['-NoProfile', '-NonInteractive', '-EncodedCommand', encoded];
  return runProgram('powershell', given, { milliseconds: QUEUE_MS, environment });
}
