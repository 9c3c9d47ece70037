internal import LayArchive
public import LayContainers
internal import LayFiles
public import LayImages
internal import LayWorld

/// Builds a Dockerfile in a world: the stages that are needed, each instruction as BuildKit does it.
///
///     var request = BuildRequest(try Dockerfile(parsing: bytes), context: TreeOrigin(files))
///     request.target = "app"
///     let builder = try Builder(request, in: ContainerEngine(World()))
///     let image = try builder.build { event in show(event) }.image
public final class Builder {
    /// What is built.
    public let request: BuildRequest
    /// Which stages are made, on what.
    public let plan: BuildPlan
    let stages: Dockerfile.Stages
    let globals: GlobalArguments
    let planner: BuildPlanner
    let engine: ContainerEngine
    let findImage: (String) throws -> Image
    /// True while instructions are looked at and no step is made.
    var isLooking = false
    var report: (BuildEvent) throws -> Void = { _ in }
    /// The seconds that the image is dated by.
    private let epoch: Int?
    /// The stages that were made.
    var images: [Int: Image] = [:]
    /// What of them their bases have.
    var bases: [Int: BaseParts] = [:]
    /// The first step of each stage that was made anew, those it stands on included.
    var misses: [Int: MissedStep] = [:]
    /// Images that COPY and mounts name, so that each is looked up once.
    private var found: [String: Image] = [:]
    /// The images that stages began with.
    var begun: Set<String> = []
    var steps: [StepReport] = []
    var warnings: [Dockerfile.Warning] = []
    /// What was asked of the arguments that were given.
    var consumed: Set<String> = []

    /// A build in the world of an engine.
    ///
    /// - Parameter findImage: the image of a name, for a host that has more than the world's and
    ///   Lay's own base; throws for one that is not to be had.
    /// - Throws: `DockerfileError` for a file that cannot be built.
    public init(
        _ request: BuildRequest, in engine: ContainerEngine,
        findImage: ((String) throws -> Image)? = nil
    ) throws(DockerfileError) {
        self.request = request
        self.engine = engine
        epoch = try request.epoch
        self.findImage = findImage ?? { try engine.baseImage($0) }
        stages = try request.file.stages()
        globals = try GlobalArguments(
            stages, arguments: request.argumentTable, platform: request.platform,
            target: request.target)
        planner = BuildPlanner(request: request, stages: stages, globals: globals)
        plan = try planner.plan()
    }

    /// Builds, and tells of what happens.
    ///
    /// What the steps that passed gave stays in the world's cache when a later one fails.
    ///
    /// - Throws: `BuildFailure` that names the step; what `report` throws; `BoundReached`.
    public func build(_ report: @escaping (BuildEvent) throws -> Void = { _ in }) throws
        -> BuildOutcome
    {
        self.report = report
        try report(.planned(plan))
        try check()
        // Everything that a file says wrong is told before anything runs.
        isLooking = true
        for stage in plan.stages {
            images[stage.index] = try StageBuilder(stage, of: self).build()
        }
        isLooking = false
        (images, bases) = ([:], [:])
        for stage in plan.stages {
            let builder = try StageBuilder(stage, of: self)
            images[stage.index] = try builder.build()
        }
        guard let image = images[plan.target] else {
            throw DockerfileError(
                "the stage \(plan.target) was not made", file: request.file.name, lines: nil)
        }
        try warnOfUnconsumed()
        var labelled = image.withoutArguments.labelled(request.labels)
        let base = bases[plan.target] ?? BaseParts()
        if let epoch { labelled = labelled.dated(Timestamp.text(epoch), above: base.lines) }
        return BuildOutcome(
            image: labelled, steps: steps, warnings: warnings, plan: plan, epoch: epoch,
            base: base)
    }

    /// What `docker build --check` finds odd, of the stages that are made.
    ///
    /// - Throws: `DockerfileError` where the file says that warnings end the build.
    private func check() throws {
        let report = Self.rules(request, looksAtAllStages: false) { [self] in try? image($0) }
        for warning in report.warnings { try warn(warning) }
        if let error = report.error, error.lines == nil { throw error }
    }

    /// What the rules find.
    static func rules(
        _ request: BuildRequest, looksAtAllStages: Bool,
        looksOn: () throws(DockerfileError) -> Void = {}, image: (String) -> Image?
    ) -> DockerfileCheck.Report {
        let check = DockerfileCheck(
            request.file, arguments: request.argumentTable, platform: request.platform,
            target: request.target, looksAtAllStages: looksAtAllStages)
        let ignoreFile = (request.context as? BuildContext)?.ignoreFile
        return check.run(
            base: { name, _ in
                guard let image = image(name) else { return nil }
                return DockerfileCheck.BaseImage(
                    environment: image.buildEnvironment.map { ($0.key, $0.value) },
                    hasShell: image.config[parameter: "Shell"] != nil, platform: image.platform,
                    triggers: image.config[parameter: "OnBuild"]?.strings ?? [])
            }, ignores: { ignoreFile?.leavesOut(source: $0) ?? false }, looksOn: looksOn)
    }

    func warn(_ warning: Dockerfile.Warning) throws {
        warnings.append(warning)
        try report(.warning(warning))
    }

    private func warnOfUnconsumed() throws {
        let known = consumed.union(globals.declared).union(BuildRequest.proxyNames)
        var unknown: [String] = []
        for (name, _) in request.arguments
        where !known.contains(name) && globals[name] == nil && !unknown.contains(name)
            && !name.hasPrefix("BUILDKIT_") && name != BuildRequest.epochName
        {
            unknown.append(name)
        }
        if unknown.isEmpty { return }
        try warn(
            Dockerfile.Warning(
                rule: "",
                message:
                    "One or more build-args [\(unknown.joined(separator: " "))] were not consumed",
                lines: 1...1))
    }

    /// The image of a stage; one that only a trigger names is made when it is asked for.
    private func stage(_ index: Int) throws -> Image {
        if let known = images[index] { return known }
        let planned = try planner.stage(index)
        for needed in planned.needs { _ = try stage(needed) }
        let image = try StageBuilder(planned, of: self).build()
        images[index] = image
        return image
    }

    /// The files that a `--from` names: a stage's, an image's or a context's.
    ///
    /// - Throws: `DockerfileError` for a stage that cannot be meant; what finding an image throws.
    func origin(
        _ name: String?, at index: Int, _ lines: ClosedRange<Int>, by use: BuildPlanner.Use = .copy
    ) throws -> any CopyOrigin {
        guard let name else { return request.context }
        return TreeOrigin(try tree(name, at: index, lines, use))
    }

    /// True where `--from` names the very state that the step changes, of which BuildKit says in other
    /// words what is missing.
    func isSame(
        _ name: String, as image: Image, at index: Int, _ lines: ClosedRange<Int>
    ) throws -> Bool {
        if let number = try planner.source(name, at: index, lines, by: .copy) {
            return try stage(number).filesKey() == image.filesKey()
        }
        if name == "scratch" || request.contexts.contains(where: { $0.name == name }) {
            return false
        }
        return try self.image(name).filesKey() == image.filesKey()
    }

    private func tree(
        _ name: String, at index: Int, _ lines: ClosedRange<Int>, _ use: BuildPlanner.Use
    ) throws -> FileTree {
        if let number = try planner.source(name, at: index, lines, by: use) {
            return try stage(number).tree
        }
        if let context = request.contexts.first(where: { $0.name == name }) {
            switch context.source {
            case .files(let tree): return tree
            case .image(let image): return image.tree
            }
        }
        if name == "scratch" { return FileTree() }
        if let reason = BaseName.fault(of: name) {
            throw DockerfileError(
                .stageReference(name, reason), file: request.file.name, lines: lines,
                of: request.file.lines)
        }
        return try image(name).tree
    }

    /// True for an image that was looked up.
    func isKnown(_ name: String) -> Bool { begun.contains(name) }

    /// The image of a name.
    func image(_ name: String) throws -> Image {
        if let known = found[name] { return known }
        let image = try findImage(name)
        found[name] = image
        return image
    }
}
