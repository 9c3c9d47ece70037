public import LayContainers
public import LayImages

/// What a build tells while it goes on.
public enum BuildEvent {
    /// What is going to be made.
    case planned(BuildPlan)
    /// A step begins.
    case started(BuildStepName)
    /// A step's program wrote something.
    case output(BuildStepName, [UInt8])
    /// A step ended well.
    case finished(StepReport)
    /// Something is odd and does not matter for the outcome.
    case warning(Dockerfile.Warning)
}

/// A step as people read it.
public struct BuildStepName: Sendable, Equatable {
    /// The number of its stage.
    public let stage: Int
    /// Its number within the stage, from 1.
    public let number: Int
    /// `[build 2/5] RUN make`
    public let title: String
    /// Its lines in the file.
    public let lines: ClosedRange<Int>
}

/// What became of a step.
public struct StepReport: Sendable {
    /// The step.
    public let name: BuildStepName
    /// RUN, COPY, ADD, WORKDIR or FROM.
    public let word: String
    /// How its result came about.
    public let origin: StepOrigin
    /// Why it was not in the cache; `nil` for what was.
    public let cause: MissCause?
}

/// An image that was built.
public struct BuildOutcome {
    /// The image.
    public let image: Image
    /// The steps in the order in which they were made.
    public let steps: [StepReport]
    /// What was odd.
    public let warnings: [Dockerfile.Warning]
    /// What was made, and of what.
    public let plan: BuildPlan
}

/// A build that failed at a step.
public struct BuildFailure: Error, CustomStringConvertible {
    /// What is wrong, in BuildKit's words where it has some.
    public let message: String
    /// A next step, where one is known.
    public let help: String?
    /// The file's name.
    public let file: String
    /// The lines of the step.
    public let lines: ClosedRange<Int>
    /// The text of these lines and those around them, with their numbers.
    public let excerpt: [(line: Int, text: String)]
    /// The step; `nil` for one that is no step of its own.
    public let step: BuildStepName?
    /// What was wrong, as the model says it.
    public let reason: any Error
    /// The status of the program that failed.
    public let status: Int?
    /// The container as it stood when its program failed.
    public let container: String?
    /// The image as it was before the step; `nil` where there was none.
    public let image: Image?
    /// What the program wrote.
    public let output: [UInt8]
    /// The steps before it.
    public let steps: [StepReport]

    /// The message.
    public var description: String { message }
}
