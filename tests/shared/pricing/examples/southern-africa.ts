import { money, units } from '../contexts.ts';
import { monthly, tax, terms, type WorkedExample } from './example.ts';

export const southernAfrica: readonly WorkedExample[] = [
  {
    utility: 'Eskom Homelight 20A, South Africa, 2024/25',
    source: 'Table "Homelight Tariff rates for 2025/26 compared with 2024/25", rates exclude VAT',
    terms: terms({
      blocks: [
        { upTo: 3_500, price: 1_902_800 },
        { upTo: null, price: 2_156_200 },
      ],
      taxes: [tax('VAT', 1500)],
    }),
    purchases: [
      {
        // 350 · 1.9028 = 665.98. 147 · 2.1562 = 316.9614. Together 982.94. VAT 147.441.
        ask: units(4_970),
        paid: 113_038,
        steps: 4_970,
        lines: [
          ['energy', 66_598, 3_500],
          ['energy', 31_696, 1_470],
          ['tax', 14_744],
        ],
      },
    ],
  },
  {
    utility: 'City Power Johannesburg, residential prepaid, South Africa, 2023/24',
    source:
      'BusinessTech, "Prepaid electricity price hikes in Joburg", 4 July 2023: 350 kWh R733.85, 24 more R57.72, 374 kWh R791.57, without VAT',
    terms: terms({
      blocks: [
        { upTo: 3_500, price: 2_096_700 },
        { upTo: null, price: 2_405_000 },
      ],
      taxes: [tax('VAT', 1500)],
    }),
    purchases: [
      {
        // 350 · 2.0967 = 733.845. 24 · 2.4050 = 57.72. Together 791.565, so 791.57. VAT 118.7355.
        ask: units(3_740),
        paid: 91_031,
        steps: 3_740,
        lines: [
          ['energy', 73_385, 3_500],
          ['energy', 5_772, 240],
          ['tax', 11_874],
        ],
      },
    ],
  },
  {
    utility: 'City of Cape Town, Lifeline, South Africa, 2025/26',
    source:
      'City of Cape Town, "The cost of electricity": 60 kWh free, 226.53 c/kWh (excl. VAT), 260.51 c/kWh (incl. VAT)',
    terms: terms({
      blocks: [{ upTo: null, price: 2_265_300 }],
      freeSteps: 600,
      taxes: [tax('VAT', 1500)],
    }),
    purchases: [
      {
        // VAT 100 · 15/115 = 13.043. Energy 86.96. 86.96 / 0.22653 = 383.9 steps; 60.0 kWh come free.
        ask: money(10_000),
        paid: 10_000,
        steps: 984,
        lines: [
          ['free-units', 0, 600],
          ['energy', 8_696, 384],
          ['tax', 1_304],
        ],
      },
      {
        // Again in the same month: none is free.
        ask: money(10_000),
        paid: 10_000,
        steps: 384,
        lines: [
          ['energy', 8_696, 384],
          ['tax', 1_304],
        ],
      },
    ],
  },
  {
    utility: 'ZESCO, residential, Zambia, 2017 to 2019',
    source:
      'Zambia News 24, "ZESCO increases domestic electricity tariffs": fixed charge K18.23, 200 kWh at K0.15, then K0.89; 400 kWh with taxes K58 + K213',
    terms: terms({
      blocks: [
        { upTo: 2_000, price: 150_000 },
        { upTo: null, price: 890_000 },
      ],
      fixedCharges: [monthly('Fixed charge', 1_823)],
      // VAT of 16 % is on the excise duty of 3 % as well: 16 % of 103 % is 16.48 %.
      taxes: [tax('Excise duty', 300), tax('VAT', 1648)],
    }),
    purchases: [
      {
        // 200 · 0.15 = 30. 200 · 0.89 = 178. With 18.23: 226.23. Taxes 19.48 %: 44.07. Together 270.30.
        // Excise 6.787, VAT 37.283.
        ask: units(4_000),
        paid: 27_030,
        steps: 4_000,
        lines: [
          ['energy', 3_000, 2_000],
          ['energy', 17_800, 2_000],
          ['fixed-charge', 1_823],
          ['tax', 679],
          ['tax', 3_728],
        ],
      },
    ],
  },
  {
    utility: 'ZETDC, domestic prepaid, Zimbabwe, November 2019',
    source:
      'Bulawayo24, "Zesa implements stepped domestic tariffs", 8 November 2019: 50 kWh $20.50, the next 150 $136.50, then $3.87; above $157 the last one',
    terms: terms({
      blocks: [
        { upTo: 500, price: 410_000 },
        { upTo: 2_000, price: 910_000 },
        { upTo: null, price: 3_870_000 },
      ],
    }),
    purchases: [
      {
        // 50 · 0.41 = 20.50. 150 · 0.91 = 136.50.
        ask: money(15_700),
        paid: 15_700,
        steps: 2_000,
        lines: [
          ['energy', 2_050, 500],
          ['energy', 13_650, 1_500],
        ],
      },
      {
        // 50 / 0.387 = 129.2 steps.
        ask: money(5_000),
        paid: 5_000,
        steps: 130,
        lines: [['energy', 5_000, 130]],
      },
    ],
  },
];
