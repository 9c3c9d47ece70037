internal import LayImages

/// Finds out which stages a build needs.
struct BuildPlanner {
    let request: BuildRequest
    let stages: Dockerfile.Stages
    /// The arguments before the first FROM, and those that every build has.
    let globals: GlobalArguments
    /// The numbers of stages by their names; of those that share one the last.
    let numbers: [String: Int]

    fileprivate var file: Dockerfile { request.file }

    init(request: BuildRequest, stages: Dockerfile.Stages, globals: GlobalArguments) {
        self.request = request
        self.stages = stages
        self.globals = globals
        numbers = Dictionary(
            stages.stages.enumerated().compactMap { index, stage in
                stage.name.map { ($0, index) }
            }, uniquingKeysWith: { $1 })
    }

    /// The plan.
    ///
    /// - Throws: `DockerfileError` for a target that is none, and for stages that need what is made
    ///   of them.
    /// - Complexity: O(*n*) in the instructions.
    func plan() throws(DockerfileError) -> BuildPlan {
        let target = try target()
        try checkCircles()
        var wanted: Set<Int> = [target]
        var planned: [BuildPlan.Stage] = []
        for index in (0...target).reversed() where wanted.contains(index) {
            let stage = try self.stage(index)
            wanted.formUnion(stage.needs)
            planned.append(stage)
        }
        return BuildPlan(
            stages: planned.reversed(),
            unused: stages.stages.indices.filter { !wanted.contains($0) }, target: target)
    }

    private func target() throws(DockerfileError) -> Int {
        guard let name = request.target, !name.isEmpty else { return stages.stages.count - 1 }
        if let index = numbers[name.lowercased()] { return index }
        throw DockerfileError(
            .target(name, among: stages.stages.compactMap(\.name)), file: file.name, lines: nil,
            of: file.lines)
    }

    func stage(_ index: Int) throws(DockerfileError) -> BuildPlan.Stage {
        let stage = stages.stages[index]
        let base = try base(of: index)
        let name = hasSeveralStates ? self.name(of: index) : ""
        if case .replaced = base {
            return BuildPlan.Stage(
                index: index, name: name, base: base, needs: [], steps: 0,
                lines: stage.instruction.lines)
        }
        var needs: [Int] = []
        if case .stage(let number) = base { needs.append(number) }
        var count: Int
        switch base {
        case .image, .context: count = 1
        default: count = 0
        }
        for step in stage.steps {
            switch step.command {
            case .copy, .run, .workdir: count += 1
            default: break
            }
            for (from, use) in sources(of: step) {
                if let number = try source(from, at: index, step.instruction.lines, by: use) {
                    needs.append(number)
                }
            }
        }
        return BuildPlan.Stage(
            index: index, name: name, base: base, needs: Array(Set(needs)).sorted(), steps: count,
            lines: stage.instruction.lines)
    }

    /// What BuildKit calls a stage.
    func name(of index: Int) -> String { stages.stages[index].name ?? "stage-\(index)" }

    /// True when progress names stages: there are several, or images and mounts that count as some.
    private var hasSeveralStates: Bool {
        if stages.stages.count > 1 { return true }
        return stages.stages.contains { stage in
            stage.steps.contains { step in
                switch step.command {
                case .copy(let copy): copy.from != nil
                case .run(let run): !run.mounts.isEmpty
                default: false
                }
            }
        }
    }

    /// What a stage begins with, variables put in.
    func base(of index: Int) throws(DockerfileError) -> BuildPlan.Base {
        let stage = stages.stages[index]
        let lines = stage.instruction.lines
        if let name = stage.name, request.contexts.contains(where: { $0.name.lowercased() == name })
        {
            return .replaced(name)
        }
        let name = try file.expand(stage.base, at: lines) { globals[$0] }.text
        func fault(_ fault: Fault) -> DockerfileError {
            DockerfileError(fault, file: file.name, lines: lines, of: file.lines)
        }
        if name.isEmpty { throw fault(.blankBase(stage.base)) }
        try checkPlatform(of: stage)
        // Names of stages are in lower case, and FROM takes them as they are.
        if let number = stages.stages[..<index].lastIndex(where: { $0.name == name }) {
            return .stage(number)
        }
        if request.contexts.contains(where: { $0.name == name }) { return .context(name) }
        if name == "scratch" { return .scratch }
        if let reason = BaseName.fault(of: name) { throw fault(.stageReference(name, reason)) }
        return .image(name)
    }
}

extension BuildPlanner {
    /// Refuses a platform that is none.
    private func checkPlatform(of stage: Dockerfile.Stage) throws(DockerfileError) {
        guard let written = stage.platform else { return }
        let lines = stage.instruction.lines
        let text = try file.expand(written, at: lines) { globals[$0] }
        if PlatformText.platform(text.text, on: request.platform) != nil { return }
        let near = text.unset.compactMap { Suggestion.nearest(to: $0, among: globals.names) }
        throw DockerfileError(
            text.text.isEmpty
                ? .emptyPlatform(written, near.first)
                : .stagePlatform(written, text.text, near.first), file: file.name, lines: lines,
            of: file.lines)
    }
}

extension DockerfileError {
    /// A fault of an instruction.
    init(
        _ message: String, at lines: ClosedRange<Int>, of file: Dockerfile, help: String? = nil
    ) {
        self.init(
            message, file: file.name, lines: lines,
            excerpt: Self.excerpt(lines, of: file.lines), help: help)
    }
}
