public import LayArchive
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
    /// What the cache knows its result by; `nil` for FROM, and for what no cache keeps.
    public let key: Digest?
    /// The cache that had its result, where that is not the world's.
    public let source: String?
    /// Why it was in the cache although a step above it was made anew.
    public let note: String?

    init(
        name: BuildStepName, word: String, origin: StepOrigin, cause: MissCause?,
        key: Digest? = nil, source: String? = nil, note: String? = nil
    ) {
        self.name = name
        self.word = word
        self.origin = origin
        self.cause = cause
        self.key = key
        self.source = source
        self.note = note
    }
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
    /// The seconds since 1970 that the image is dated by, where `SOURCE_DATE_EPOCH` was given.
    public let epoch: Int?
    /// What of it came from the image that its stages began with.
    let base: BaseParts

    /// The image whose own layers have no times behind its date, as BuildKit's `rewrite-timestamp`
    /// makes it: the layers of its base stay. Without a date it is the image as it is.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes of the layers that change.
    public func limitingFileTimes() throws -> Image {
        guard let epoch else { return image }
        return try image.limitingFileTimes(to: epoch, above: base.layers)
    }
}

/// What of an image its base has: the first layers, and the first lines of the history.
struct BaseParts {
    var layers = 0
    var lines = 0

    init() {}

    init(_ image: Image) {
        (layers, lines) = (image.layers.count, image.config.history.count)
    }
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
