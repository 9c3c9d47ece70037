internal import LayBounds
internal import LayImages

/// Goes through the stages as a build does, and notes what is odd.
struct StageCheck {
    let check: DockerfileCheck
    let stages: [CheckedStage]
    let globals: GlobalArguments
    var log: CheckLog
    var pace = RunBounds.Pace()

    /// The stages whose name is a base of a later one, by their places.
    private var bases: [Int?] = []
    private var scopes: [Int: StageScope] = [:]

    init(
        check: DockerfileCheck, stages: [CheckedStage], globals: GlobalArguments, log: CheckLog
    ) {
        self.check = check
        self.stages = stages
        self.globals = globals
        self.log = log
        var named: [String: Int] = [:]
        for (place, stage) in stages.enumerated() {
            bases.append(named[stage.base])
            if let name = stage.stage.name { named[name] = place }
        }
        names = named
    }

    /// The last stage of each name.
    private let names: [String: Int]

    mutating func go(
        base: (String, Platform) -> DockerfileCheck.BaseImage?, ignores: (String) -> Bool
    ) throws(DockerfileError) {
        let needed = try neededStages()
        var images: [Int: DockerfileCheck.BaseImage] = [:]
        for place in stages.indices where needed.contains(place) && bases[place] == nil {
            guard stages[place].base != "scratch" else { continue }
            let lines = stages[place].stage.instruction.lines
            if let reason = BaseName.fault(of: stages[place].base) {
                throw DockerfileError(
                    .stageReference(stages[place].base, reason), file: check.file.name,
                    lines: lines, of: check.file.lines)
            }
            images[place] = find(
                stages[place].base, for: stages[place].platform,
                at: lines, base)
        }
        checkSources(needed, base)
        for place in stages.indices where needed.contains(place) {
            let inherited = bases[place].flatMap { scopes[$0] }
            var scope = inherited.map(StageScope.init(after:)) ?? StageScope(images[place])
            let triggers = (inherited?.triggers ?? []) + (images[place]?.triggers ?? [])
            for trigger in triggers {
                let step = try readTrigger(trigger, of: place)
                try run(step.step, file: step.file, &scope, ignores)
            }
            for step in stages[place].stage.steps {
                try run(step, file: check.file, &scope, ignores)
            }
            scopes[place] = scope
        }
    }

    /// The stages that are looked at.
    private func neededStages() throws(DockerfileError) -> Set<Int> {
        var place = stages.count - 1
        if let target = check.target, !target.isEmpty {
            guard let found = names[target.lowercasedASCII] else {
                let known = stages.compactMap(\.stage.name)
                throw DockerfileError(
                    .target(target, among: known), file: check.file.name, lines: nil, of: [])
            }
            place = found
        } else if check.looksAtAllStages {
            return Set(stages.indices)
        }
        var needed: Set<Int> = []
        var open = [place]
        while let next = open.popLast() {
            guard needed.insert(next).inserted else { continue }
            if let base = bases[next] { open.append(base) }
            for step in stages[next].stage.steps {
                open += Self.sources(of: step.command).compactMap(stage(named:))
            }
        }
        return needed
    }

    /// What COPY and the mounts of RUN take files from.
    private static func sources(of command: Command) -> [String] {
        switch command {
        case .copy(let copy): copy.from.map { [$0] } ?? []
        case .run(let run): run.mounts.compactMap { Command.MountOption.source(of: $0)?.from }
        default: []
        }
    }

    private func stage(named name: String) -> Int? {
        if let number = Int(name) { return stages.indices.contains(number) ? number : nil }
        return names[name.lowercasedASCII]
    }

    private mutating func checkSources(
        _ needed: Set<Int>, _ base: (String, Platform) -> DockerfileCheck.BaseImage?
    ) {
        for place in stages.indices where needed.contains(place) {
            for step in stages[place].stage.steps {
                for source in Self.sources(of: step.command)
                where stage(named: source) == nil && Int(source) == nil && source != "scratch" {
                    _ = find(source, for: nil, at: step.instruction.lines, base)
                }
            }
        }
    }

    private mutating func find(
        _ name: String, for platform: Platform?, at lines: ClosedRange<Int>,
        _ base: (String, Platform) -> DockerfileCheck.BaseImage?
    ) -> DockerfileCheck.BaseImage? {
        let wanted = platform ?? check.platform
        let image = base(name, wanted)
        if let found = image?.platform?.normalised,
            found.os != wanted.normalised.os
                || found.architecture != wanted.normalised.architecture
        {
            log.add(
                .invalidBaseImagePlatform,
                "Base image \(name) was pulled with platform \"\(found)\", "
                    + "expected \"\(wanted.normalised)\" for current build", lines)
        }
        return image
    }

    /// An instruction of ONBUILD, which stands where FROM does.
    private func readTrigger(
        _ text: String, of place: Int
    ) throws(DockerfileError) -> (step: Dockerfile.Step, file: Dockerfile) {
        let lines = stages[place].stage.instruction.lines
        do throws(DockerfileError) {
            let file = try Dockerfile(parsing: Array(text.utf8), name: check.file.name)
            let step = try Dockerfile.Step(trigger: text)
            return (
                Dockerfile.Step(
                    instruction: step.instruction.placed(at: lines), command: step.command), file
            )
        } catch {
            throw DockerfileError(
                Fault(error.message), file: check.file.name, lines: lines, of: check.file.lines)
        }
    }
}

extension Fault {
    static func target(_ name: String, among known: [String]) -> Self {
        Self(
            "target stage \(name.goQuoted) could not be found"
                + Suggestion.question(Suggestion.nearest(to: name, among: known)),
            help: known.isEmpty
                ? "no stage has a name: FROM image AS name gives one"
                : "the stages are \(known.joined(separator: ", "))")
    }
}
