extension Dockerfile {
    /// What a Dockerfile's instructions mean: arguments before the first FROM, and stages.
    public struct Stages: Sendable {
        /// The file.
        public let file: Dockerfile
        /// ARG before the first FROM.
        public let globals: [Step]
        /// The stages, in order.
        public let stages: [Stage]
    }

    /// An instruction with what it says.
    public struct Step: Sendable {
        /// As it is written.
        public let instruction: Instruction
        /// What it says.
        public let command: Command
    }

    /// A stage: FROM and what follows.
    public struct Stage: Sendable {
        /// FROM as it is written.
        public let instruction: Instruction
        /// The image, variables still in it.
        public let base: String
        /// `--platform`, variables still in it.
        public let platform: String?
        /// The name after AS, in lower case; `nil` where there is none.
        public let name: String?
        /// The name as it is written.
        public let writtenName: String?
        /// What follows.
        public let steps: [Step]
    }
}
