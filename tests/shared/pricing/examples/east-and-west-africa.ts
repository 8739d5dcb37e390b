import { money } from '../contexts.ts';
import { monthly, tax, terms, type WorkedExample } from './example.ts';

export const eastAndWestAfrica: readonly WorkedExample[] = [
  {
    utility: 'Umeme, domestic (code 10.1), Uganda, second quarter of 2022',
    source:
      'Umeme, tariff guide of the second quarter of 2022; Electricity Regulatory Authority, questions and answers: monthly charge UGX 3,360, VAT',
    terms: terms({
      blocks: [
        { upTo: 150, price: 2_500_000 },
        { upTo: 800, price: 7_475_000 },
        { upTo: 1_500, price: 4_120_000 },
        { upTo: null, price: 7_475_000 },
      ],
      fixedCharges: [monthly('Service charge', 3_360)],
      taxes: [tax('VAT', 1800)],
    }),
    purchases: [
      {
        // VAT 50 000 · 18/118 = 7 627.1. Left 42 373. Less 3 360: 39 013. 15 · 250 = 3 750.
        // 35 263 / 74.75 = 471.7 steps.
        ask: money(50_000),
        paid: 50_000,
        steps: 622,
        lines: [
          ['energy', 3_750, 150],
          ['energy', 35_263, 472],
          ['fixed-charge', 3_360],
          ['tax', 7_627],
        ],
      },
      {
        // 62.2 kWh are bought, the charge is paid. 42 373 for energy. 17.8 · 747.5 = 13 305.5.
        // 70 · 412 = 28 840. 227.5 are left: 227.5 / 74.75 = 3.04, so 4 steps.
        ask: money(50_000),
        paid: 50_000,
        steps: 882,
        lines: [
          ['energy', 13_306, 178],
          ['energy', 28_840, 700],
          ['energy', 227, 4],
          ['tax', 7_627],
        ],
      },
    ],
  },
  {
    utility: 'REG, residential, Rwanda, from 1 October 2025',
    source:
      'The New Times, "RURA Announces New Electricity Tariffs", 18 September 2025: 89 to 20 kWh, 310 to 50, 369 above; VAT 18 % on top',
    terms: terms({
      blocks: [
        { upTo: 200, price: 890_000 },
        { upTo: 500, price: 3_100_000 },
        { upTo: null, price: 3_690_000 },
      ],
      taxes: [tax('VAT', 1800)],
    }),
    purchases: [
      {
        // VAT 10 000 · 18/118 = 1 525.4. Left 8 475. 20 · 89 = 1 780. 6 695 / 31 = 215.97 steps.
        ask: money(10_000),
        paid: 10_000,
        steps: 416,
        lines: [
          ['energy', 1_780, 200],
          ['energy', 6_695, 216],
          ['tax', 1_525],
        ],
      },
      {
        // From 41.6 kWh. 8.4 · 310 = 2 604. 5 871 / 36.9 = 159.1 steps.
        ask: money(10_000),
        paid: 10_000,
        steps: 244,
        lines: [
          ['energy', 2_604, 84],
          ['energy', 5_871, 160],
          ['tax', 1_525],
        ],
      },
    ],
  },
  {
    utility: 'TANESCO, general use (T1), Tanzania, LUKU',
    source:
      'EWURA tariff order of 2016: T1 TZS 292; JamiiForums, "Hesabu za LUKU zinapigwaje?", a receipt: 5,000.00 = 4,098.37 + VAT 737.70 + EWURA 40.98 + REA 122.95',
    terms: terms({
      blocks: [{ upTo: null, price: 292_000_000 }],
      taxes: [tax('VAT', 1800, 'energy'), tax('EWURA', 100, 'energy'), tax('REA', 300, 'energy')],
    }),
    purchases: [
      {
        // 5 000 / 1.22 = 4 098.3607. VAT 737.7049, EWURA 40.9836, REA 122.9508, each rounded; the rest is
        // 4 098.37. Units of all taxes in one sum, 901.64: 4 098.36 / 29.2 = 140.4 steps.
        ask: money(500_000),
        paid: 500_000,
        steps: 141,
        lines: [
          ['energy', 409_837, 141],
          ['tax', 73_770],
          ['tax', 4_098],
          ['tax', 12_295],
        ],
      },
    ],
  },
  {
    utility: 'Senelec Woyofal, domestique petite puissance, Senegal, 2025',
    source:
      'SeneNews, "Prix de l’électricité: les nouvelles clarifications de la Senelec", 28 September 2025, and "l’achat de 14 000 FCFA", 4 December 2025: 145.2 and 101.7 kWh for 14,000 FCFA twice on a day',
    terms: terms({
      blocks: [
        { upTo: 1_500, price: 911_700 },
        { upTo: null, price: 1_364_900 },
      ],
      fixedCharges: [monthly('Redevance', 429)],
      taxes: [tax('Taxe communale', 250, 'energy')],
    }),
    purchases: [
      {
        // 14 000 − 429 = 13 571. Tax 13 571 · 2.5/102.5 = 331. Energy 13 240. 13 240 / 9.117 = 1 452.2
        // steps: the utility's receipt has 145.2 kWh, the till rounds up.
        ask: money(14_000),
        paid: 14_000,
        steps: 1_453,
        lines: [
          ['energy', 13_240, 1_453],
          ['fixed-charge', 429],
          ['tax', 331],
        ],
      },
      {
        // Tax 341.5. Energy 13 659. 4.7 · 91.17 = 428.5. 13 230.5 / 13.649 = 969.3 steps: 101.7 kWh.
        ask: money(14_000),
        paid: 14_000,
        steps: 1_017,
        lines: [
          ['energy', 428, 47],
          ['energy', 13_231, 970],
          ['tax', 341],
        ],
      },
    ],
  },
  {
    utility: 'Senelec Woyofal, domestique petite puissance, over 250 kWh, Senegal, 2025',
    source:
      '7 Infos, "Électricité au Sénégal : Senelec apporte des éclaircissements sur le système de facturation Woyofal", 2025: 14 446 FCFA buy the first 150 kWh, 28 436 FCFA 250; beyond, 136.49 FCFA and VAT of 18 %',
    terms: terms({
      blocks: [
        { upTo: 1_500, price: 911_700 },
        { upTo: null, price: 1_364_900 },
      ],
      fixedCharges: [monthly('Redevance', 429)],
      taxes: [
        tax('Taxe communale', 250, 'energy'),
        { ...tax('TVA', 1_800, 'energy'), exemptSteps: 2_500 },
      ],
    }),
    purchases: [
      {
        // 14 446 − 429 = 14 017. Tax 14 017 · 2.5/102.5 = 342. 13 675 / 9.117 = 1 499.9 steps.
        ask: money(14_446),
        paid: 14_446,
        steps: 1_500,
        lines: [
          ['energy', 13_675, 1_500],
          ['fixed-charge', 429],
          ['tax', 342],
          ['tax', 0],
        ],
      },
      {
        // 28 436 in all. Tax 13 990 · 2.5/102.5 = 341. 13 649 / 13.649 = 1 000 steps: 250.0 kWh.
        ask: money(13_990),
        paid: 13_990,
        steps: 1_000,
        lines: [
          ['energy', 13_649, 1_000],
          ['tax', 341],
          ['tax', 0],
        ],
      },
      {
        // 12 050 / 1.205 = 10 000. 10 000 / 13.649 = 732.7 steps.
        ask: money(12_050),
        paid: 12_050,
        steps: 733,
        lines: [
          ['energy', 10_000, 733],
          ['tax', 250],
          ['tax', 1_800],
        ],
      },
    ],
  },
  {
    utility: 'Band A, Nigeria, April 2024',
    source: 'CKN News on the order of the regulator NERC, 3 April 2024: NGN 225; VAT 7.5 %',
    terms: terms({
      blocks: [{ upTo: null, price: 225_000_000 }],
      taxes: [tax('VAT', 750)],
    }),
    purchases: [
      {
        // VAT 10 000 · 7.5/107.5 = 697.67. 9 302.33 / 22.5 = 413.4 steps.
        ask: money(1_000_000),
        paid: 1_000_000,
        steps: 414,
        lines: [
          ['energy', 930_233, 414],
          ['tax', 69_767],
        ],
      },
    ],
  },
];
