export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/dist/test/**/*.test.js'],
  transform: {},
  clearMocks: true,
  coverageProvider: 'v8',
  maxWorkers: 2,
  testTimeout: 30_000,
};
