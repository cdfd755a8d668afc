/**
 * The one-way rule of ARCHITECTURE.md, executable:
 * main → app → intake → { rooms } → models → errors. Each rule says what to do instead. The pages'
 * rule (web/ sees handoff/contract.ts only) is Biome's, in biome.json: it reads JSX.
 */
const ROOMS =
  'bots|dialogue|nlp|handoff|agencies|clocks|learning|public|queue|models/store|storage';
/** What every room may import: the nouns, the errors, the type of the log. */
const GROUND = '^src/(models/[^/]+\\.ts|errors\\.ts|log\\.ts)$';
const PURE =
  '^src/(dialogue/|nlp/(?!(cli|train|evaluate|load|corpus-file)[^/]*\\.ts)|handoff/policy\\.ts|models/[^/]+\\.ts|clocks/(workdays|deadlines|local-time)\\.ts|agencies/)';

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other want a third one that both can import.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'rooms-do-not-import-each-other',
      comment: 'Take what you need as a function or object; app.ts hands it in.',
      severity: 'error',
      from: { path: `^src/(${ROOMS})/` },
      to: { path: `^src/(${ROOMS})/`, pathNot: ['^src/$1/', GROUND] },
    },
    {
      name: 'rooms-do-not-look-up',
      comment:
        'A room knows neither the story nor the house: return a value or call what was handed in.',
      severity: 'error',
      from: { path: `^src/(${ROOMS})/` },
      to: { path: '^src/(app|main|intake|server|chat|demo|banner)' },
    },
    {
      name: 'models-are-the-ground',
      comment:
        'A noun imports nouns and errors only; keeping it is models/store, using it is a room.',
      severity: 'error',
      from: { path: '^src/models/[^/]+\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(models/[^/]+\\.ts|errors\\.ts)$' },
    },
    {
      name: 'errors-import-nothing',
      comment: 'errors.ts is the lowest floor.',
      severity: 'error',
      from: { path: '^src/errors\\.ts$' },
      to: { path: '.' },
    },
    {
      name: 'pure-rooms-stay-pure',
      comment: 'Hand in what is read, the time and the dice; pure rooms touch no machine.',
      severity: 'error',
      from: { path: PURE },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-rooms-import-no-machinery',
      comment: 'Hand in what the vendor library would do.',
      severity: 'error',
      from: { path: PURE },
      to: { path: 'node_modules/(express|mongoose|bull|pino|telegraf|@whiskeysockets)/' },
    },
    {
      name: 'channels-do-not-import-each-other',
      comment: 'What two channels share belongs in bots/channel.ts.',
      severity: 'error',
      from: { path: '^src/bots/([^/]+)/' },
      to: { path: '^src/bots/[^/]+/', pathNot: '^src/bots/$1/' },
    },
    {
      name: 'vendors-stay-in-their-channel',
      comment: 'Vendor words stop at the channel: use bots/channel.ts.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/bots/(telegram|whatsapp)/' },
      to: { path: 'node_modules/(telegraf|@whiskeysockets/baileys)/' },
    },
    {
      name: 'mongoose-stays-in-storage',
      comment: 'Ask a store in models/store for a verb.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(storage|models/store)/' },
      to: { path: 'node_modules/(mongoose|libsql|mingo)/' },
    },
    {
      name: 'no-dev-dependencies-in-the-product',
      comment: 'What runs in production is listed under "dependencies".',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|web/dist|node_modules)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
