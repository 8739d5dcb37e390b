import { inflateRawSync } from 'node:zlib';

/*
 * A printer's Font A, 12 by 24 dots: JetBrains Mono (SIL Open Font License 1.1) drawn once at 20 pixels and
 * kept as bits, since the pictures must not depend on the fonts of a machine.
 */

export const GLYPH_WIDTH = 12;
export const GLYPH_HEIGHT = 24;
const BYTES = (GLYPH_WIDTH * GLYPH_HEIGHT) / 8;

const PACKED = `
lVjNayNHFn/lMt02VLo9m0uLUUaGMbssDKQ0CrYUhDoQCDsQ2PwBe+hF0LMB70znMoSNGbWmQ5iDDiaEwQeRY85D/oIStVh7
MJsc57QoKxhf5tDsIfSh0ayruyX1R6lbKQpsS8+v6n393vsVwPbLUjI7/iS70EVtGG23RM8/99ho8MvYGD6/5RmDudHcoXdT
XwvlKDD56TG2esjX2Zkys5/Mw4Yrzl3LYe/T06ur0auv4HAX/nP7i1br+HjCcmf5pmdQDAZmj+zT/qXR52Hd2mTXplXHrqMB
I5ltqdBFq+OwW4eZChRntqVh1i6oU8D65A8Lk1k6uuiwPemR8ZUG14vSi2Ws0GBGgBnFb1DQcLeNsQ5+9jihErkGBqqKmzCC
xN9tDDTnZ07oVHOuHz251pw5oZNAz+v2G/jl3bR/8MKcFeLF645wcORzxNpFGRyazMBg6RAiRmBKKC+eZWBwFKFlRKdkMA2j
oBX0cKCYmnwch1SmhyowI8hteCGdatZDjfIwL6MuBteaw0jGS1C0i1BOaq7f8AgVdw51mYzzWnHmxGSvsCtUEXlurGOk5OMl
/dyR5wbr6til2G3AWd45GW+LnyYPN+UMxUyHOrC67s2oJP38hluPEifQEs8U/ROYXLFspf+DvVwfWgpQ7Ke85Ovg6zHCeKHw
56Vi5WoZJ36mPBC/9BU6D0236OcR5asslMUC+6ZXp4mqpUKQ5g/Q9C/5HFuY85wMUNh0n25rrtG59D6ra4Tm6krFfGZZiC7e
B0I9jWGX5ItizmOFctL0jNaNEzBtegblGs37OY90tFinquZcf/+5/eKx/cS2RXDFzusZtfmoy68+4KfH/F6Ld5u83ixiOB9n
Y1H0T2ByLQm3V+LnGKOiHWOUayA3hQx4mTY8jG1vckJn0lqGNvJVRuC/ihwTZrl2WYBxTLJGyexSFKsffTWJu2pUAjkZ0rd/
b9v2r4/tF5/bL/748bjDxx2WjwXl4+jfLR3828MLykk+FopAnvbk4r1IbMOdQ1MAXVu0tqgxFHI+0N1co4x3oLup5EGJ3zWI
qhza4oM0RN+ARjHFgGLxeXo5OpzXInPgNy0RoDUOKuBs2x9RSBmBSdi+JA4P7zBJXZx4YTsV0xNZ89VxJBPjz6TYC4TP7vCw
mdJzh0n1BPG3QpVET0+dMSKMTcdCstJndXioRTY2yuzK4c+hGvnQxL4KTrILmIDcNrqR8YIo/uuNsd/LYcucNL22if2WtAZV
dpZNMA2e4pnErr9PH9npZUlkTryQbrRrHa+1gGS2yetp8/DEk6BQIaakOJkIP88V2t+EY2KJgYRDFwWIiZmkMOAJpYNpmHJR
qMrsyhi+wa5o7CEdAUGvJPgTrU8EBNmPBf58J8GfuFbnSwhCQc0jzmzTWaPaMEYhR4lwJpexJg/FYAhWhEQ5/KljlrhNxbMe
OEvoSM3qUETmAtxht7tOrTOVzRI3yuZ5AOg+fP3wdbcENxTwN3CopHx24FDHYY/fu48P7+N790UtH+4U+44wJhi4AoUlPVec
tDuYJ3loTheHxYSPcL4zuWi4vuAXSauSE700GSm0g6hXYreB6mJCuElC6AJLTchorzO5qIZUFNDLJw+Onv3p6NmDo/9ZfVJk
Kyoc6HC+n/iwfP27xo2+QlvehcEuS/E/wyaz93n94OjbPx/9+ODoW+l9GsNgCyZ1fjDcq7nVdxaOXQ8MfqoxgagUgZCUILaJ
xEWN0lLgAA1fahsPEURmyx6Xm0ne38miEHrTm755On3zlL+5w06VzC4qE/X+WxrzRwrQOH8UNPtdVBc74JQQWEUkxvn+Nqeo
tDMcEeuyPhm3vinAqko+Gxq3EH0K1i5c7Q9fvNvv5ctH3f1suHcLHUQyf9k/fHbwV+Nuvjd9bUye7+/+/A/xLvHpvivTkzQ6
J+FPghq70RgkxiRDDCQVfAe5tFIGwI/eYcpk6sO/vVslc+CNK/XsJ+W5BUdDi8YvL29j2sK91twfKLSv9PqzbTjaRzjKDQIz
pYp/IUGfKzmaX2MVMnvDsVElk8SrlH8l8argaFG8SmWSWGzD9VYc9qcrp8Bhk7iX8q9VHpbwr1UelsgoyzwskVnlYYlMzRsf
uNvxwSXD6jCRkDVPOvP+avJxk9db/N4xv+ryUZuHA8jFtIyjLWNaJpPYXiqT2LXNWVtxNPFsktDhvmZyX8qFG8kRX57cEN75
Tdc+y/AUwc6sKr4jXuEqOZGOLipl6lE/LZNBe7VJhR71BoLcc72So0WrM13Y4r1pIZ4lHi46bBuOluBPxj9l/Gvpn1KOlvin
RGY5R5XqEVS6in8ZeAuOpqNXVTLPa5NRpR5A/9KHfguMd3jY3vB2Gse9jH+t/VzCv1Z+LuNoSz+XydSHX1bIrGNRyQctff18
uukNX9EFH+ze56cR/gQDkNheytES28t5XGx7mczSrnI9OEKhCo62fCtI41iOC8eItw3Xi9fbt29zn/wf
`;

/** ASCII, Latin-1 without its controls and the soft hyphen, and the rule. */
const CHARACTERS = [...range(0x20, 0x7e), ...range(0xa1, 0xac), ...range(0xae, 0xff), '─'];

function range(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index));
}

const bits = inflateRawSync(Buffer.from(PACKED, 'base64'));

/** Whether a dot of a character is black. @throws Error for a character that no slip may hold */
export function isInk(character: string, x: number, y: number): boolean {
  const glyph = CHARACTERS.indexOf(character);
  if (glyph < 0) throw new Error(`no glyph for ${character}`);
  const at = y * GLYPH_WIDTH + x;
  return ((bits[glyph * BYTES + (at >> 3)] ?? 0) & (0x80 >> (at & 7))) !== 0;
}
