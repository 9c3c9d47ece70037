internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayFiles
internal import LayImages
internal import LayWorld

/// Makes one stage: its base, the triggers of that, and its own instructions.
final class StageBuilder {
    let builder: Builder
    let plan: BuildPlan.Stage
    let stage: Dockerfile.Stage
    var image = Image.scratch
    /// True when CMD was set in this stage.
    var setsCommand = false
    /// The number of the last step that changes files.
    private(set) var number = 0
    /// How many steps there are; the triggers of the base are counted when it is known.
    private var total: Int
    /// True for what the base has in store for builds on top of it.
    private(set) var isTrigger = false
    /// The first step that was made anew, of this stage or of those it stands on.
    private var firstMiss: MissedStep? {
        get { builder.misses[plan.index] }
        set { builder.misses[plan.index] = newValue }
    }
    /// The words of the RUN that goes on.
    var runWords: [String]?
    /// The step that goes on.
    private(set) var current: BuildStepName?

    var request: BuildRequest { builder.request }
    var engine: ContainerEngine { builder.engine }
    var created: String { engine.world.timestamp }

    init(_ plan: BuildPlan.Stage, of builder: Builder) throws {
        self.builder = builder
        self.plan = plan
        stage = builder.stages.stages[plan.index]
        total = plan.steps
    }

    /// The stage's image.
    ///
    /// - Throws: `BuildFailure`.
    func build() throws -> Image {
        try at(stage.instruction) { try begin() }
        builder.bases[plan.index] = parts
        if case .replaced = plan.base { return image }
        let triggers = image.config[parameter: "OnBuild"]?.strings ?? []
        image = image.withoutTriggers
        total += triggers.count
        for line in triggers {
            isTrigger = true
            defer { isTrigger = false }
            try at(stage.instruction) {
                let step = try Dockerfile.Step(trigger: line)
                try dispatch(
                    Dockerfile.Step(
                        instruction: step.instruction.placed(at: stage.instruction.lines),
                        command: step.command))
            }
        }
        for step in stage.steps {
            try at(step.instruction) { try dispatch(step) }
        }
        return image
    }

    /// What of the image its base has; files that stand for an image are made by the build.
    private var parts: BaseParts {
        switch plan.base {
        case .stage(let index): return builder.bases[index] ?? BaseParts()
        case .scratch: return BaseParts()
        case .image: return BaseParts(image)
        case .context(let name), .replaced(let name):
            let context = request.contexts.first { $0.name.lowercased() == name.lowercased() }
            guard case .image? = context?.source else { return BaseParts() }
            return BaseParts(image)
        }
    }

    /// FROM.
    private func begin() throws {
        switch plan.base {
        case .scratch: image = Image.scratch
        case .stage(let index):
            image = builder.images[index] ?? .scratch
            firstMiss = builder.misses[index]
        case .context(let name), .replaced(let name):
            guard let context = request.contexts.first(where: { $0.name.lowercased() == name })
            else { return }
            switch context.source {
            case .image(let found): image = found.withoutArguments.asBuildBase
            case .files(let tree):
                image = try Image.scratch.replacingFiles(
                    with: tree, createdBy: "FROM \(name)", created: created)
            }
        case .image(let name):
            if builder.isLooking {
                image = try builder.image(name).withoutArguments.asBuildBase
                return
            }
            let step = begin("FROM \(try Reference(name))", stage.instruction.lines)
            // One image is fetched once, whatever begins with it.
            if builder.isKnown(name) {
                image = try builder.image(name).withoutArguments.asBuildBase
            } else {
                try builder.report(.started(step))
                image = try builder.image(name).withoutArguments.asBuildBase
                try finish(
                    StepReport(name: step, word: "FROM", origin: .cached, cause: nil))
                builder.begun.insert(name)
            }
            current = nil
        }
        if plan.base == .scratch {
            image = try image.merging(request.platform.fields)
        }
    }

    /// Names the step that begins.
    func begin(_ title: String, _ lines: ClosedRange<Int>) -> BuildStepName {
        number += 1
        let total = "\(total)"
        let index = "\(number)"
        let padding = String(repeating: " ", count: max(0, total.count - index.count))
        let prefix = plan.name.isEmpty ? "" : "\(plan.name) "
        let step = BuildStepName(
            stage: plan.index, number: number,
            title: "[\(prefix)\(padding)\(index)/\(total)] \(title)",
            lines: lines)
        current = step
        return step
    }

    private func finish(_ report: StepReport) throws {
        builder.steps.append(report)
        current = nil
        try builder.report(.finished(report))
    }

    /// Runs a step that changes files, with what the cache has of it; the image is its result.
    ///
    /// - Parameter hit: why it may be in the cache although what it copies was made anew.
    func step(
        _ title: String, _ lines: ClosedRange<Int>, hit: String? = nil,
        _ body: (BuildStepName, StepPolicy) throws -> StepResult
    ) throws {
        if builder.isLooking { return }
        let name = begin(title, lines)
        try builder.report(.started(name))
        var policy = StepPolicy()
        policy.usesCache = usesCache
        policy.place = "\(stage.name ?? "\(plan.index)") \(number)"
        policy.title = title
        policy.imported = request.importedCaches
        let before = engine.world.state.cache
        let result = try body(name, policy)
        image = result.image
        var cause: MissCause?
        var note: String?
        if result.origin == .cached {
            note = hit
            if firstMiss != nil, result.inputs.parent == nil {
                note = "--link: independent of the steps above"
            }
        } else {
            let isAlone = result.inputs.parent == nil
            cause =
                Explanation(
                    result, policy, in: before, of: plan.index,
                    force: request.ignoresCache ? "--no-cache" : "--no-cache-filter",
                    parentMiss: isAlone ? nil : firstMiss
                ).cause
            if firstMiss == nil {
                firstMiss = MissedStep(stage: plan.index, name: plan.name, number: number)
            }
        }
        try finish(
            StepReport(
                name: name, word: result.inputs.word, origin: result.origin, cause: cause,
                key: result.origin == .uncacheable ? nil : result.key, source: result.source,
                note: note))
    }

    private var usesCache: Bool {
        if request.ignoresCache { return false }
        let names = request.ignoredStages.map { $0.lowercased() }
        return !(names.contains(plan.name.lowercased()) || names.contains("\(plan.index)"))
    }
}

/// A step that was made anew, as those that stand on it name it.
struct MissedStep {
    let stage: Int
    let name: String
    let number: Int
}

extension Dockerfile.Instruction {
    /// The instruction of a trigger, which stands where the FROM does that brought it.
    func placed(at lines: ClosedRange<Int>) -> Dockerfile.Instruction {
        Dockerfile.Instruction(
            word: word, lines: lines, text: text, flags: flags, arguments: arguments, json: json,
            heredocs: heredocs, comments: comments, description: description)
    }
}

extension Platform {
    /// The configuration of an image that begins with nothing.
    fileprivate var fields: JSONObject {
        var fields: JSONObject = [
            "architecture": .string(architecture), "os": .string(os),
            "Env": .array([.string("PATH=\(SearchPath.standard)")]),
            "WorkingDir": .string("/"),
        ]
        if let variant { fields["variant"] = .string(variant) }
        return fields
    }
}
