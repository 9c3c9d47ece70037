internal import ArgumentParser
internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayDockerfile
internal import LayFiles
internal import LayImages
internal import LayWorld

/// `lay build [OPTIONS] CONTEXT`: builds a Dockerfile in a saved world.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build an image from a Dockerfile, with no daemon and no root.",
        usage: "lay build [OPTIONS] CONTEXT",
        discussion: """
            CONTEXT is the directory whose files COPY and ADD find; '-' takes a tar of them, or
            a Dockerfile alone, from the standard input. What RUN runs is the
            built-in shell with its utilities, in the files of the image. The image and
            the results of the steps stay in a world: that of --world, else $LAY_WORLD,
            else ~/.local/share/lay/world. FROM finds the images of that world, 'scratch'
            and 'toolbox'.

            --explain tells of each step whether it came from the cache, and if not, why.

            Exit status: 0; 1 for a build that failed, whose passed steps stay in the
            cache; 2 for wrong usage.

            Example:
              lay build -t app --build-arg VERSION=2 --explain .
            """)

    @Option(
        name: [.customShort("t"), .customLong("tag")],
        help: ArgumentHelp("Name the image; may be given more than once.", valueName: "name"))
    var tags: [String] = []

    @Option(
        name: [.customShort("f"), .customLong("file")],
        help: ArgumentHelp("The Dockerfile; CONTEXT/Dockerfile if left out.", valueName: "path"))
    var file: String?

    @Option(
        name: .customLong("build-arg"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "The value of an ARG; NAME alone takes that of the environment.",
            valueName: "name=value"))
    var arguments: [String] = []

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A label of the image.", valueName: "name=value"))
    var label: [String] = []

    @Option(help: ArgumentHelp("Build this stage.", valueName: "stage"))
    var target: String?

    @Option(
        help: ArgumentHelp("What the image is for; linux/amd64 if left out.", valueName: "os/arch"))
    var platform: String?

    @Option(
        parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What RUN --mount=type=secret shows: id=NAME,src=FILE or id=NAME,env=VARIABLE.",
            valueName: "id=…"))
    var secret: [String] = []

    @Option(
        name: .customLong("build-context"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Files or an image under a name: NAME=DIR, NAME=docker-image://REF, NAME=oci-layout://DIR[:TAG].",
            valueName: "name=…"))
    var contexts: [String] = []

    @Flag(name: .customLong("no-cache"), help: "Make every step again.")
    var ignoresCache = false

    @Option(
        name: .customLong("no-cache-filter"),
        help: ArgumentHelp("Make the steps of these stages again.", valueName: "stage,…"))
    var ignoredStages: String?

    @OptionGroup
    var cache: BuildCacheOptions

    @Flag(help: "Build nothing: tell what is odd in the Dockerfile.")
    var check = false

    @Flag(help: "Tell of each step why it came from the cache or not.")
    var explain = false

    @Flag(help: "With --explain: as JSON on the standard output.")
    var json = false

    @Flag(name: .shortAndLong, help: "Print the image's id alone.")
    var quiet = false

    @Option(
        name: .customLong("iidfile"),
        help: ArgumentHelp("Write the image's id into this file.", valueName: "path"))
    var idFile: String?

    @Option(
        name: .customLong("metadata-file"),
        help: ArgumentHelp(
            "Write the image's digests and names into this file, as JSON.", valueName: "path"))
    var metadataFile: String?

    @Option(
        name: [.customShort("o"), .customLong("output")],
        help: ArgumentHelp(
            "Also write the image: type=oci|docker|local|tar,dest=PATH, or a directory for its files; rewrite-timestamp=true limits the layers' times to SOURCE_DATE_EPOCH.",
            valueName: "type=…"))
    var output: String?

    @Option(help: ArgumentHelp("The world to build in.", valueName: "dir"))
    var world: String?

    @Argument(help: ArgumentHelp("The directory with the files.", valueName: "context"))
    var context: String

    func validate() throws {
        if json, !explain { throw ValidationError("--json is a form of --explain: give both") }
    }

    func run() throws {
        if check { return try tellOddities() }
        let place = WorldPlace(world)
        try place.prepare()
        let machine = try Machine(try Grants.parse([]), world: place.path)
        let progress = BuildProgress(isQuiet: quiet)
        Interruption.watch()
        var failure: (any Error)?
        try machine.withLockedWorld { world in
            let engine = ContainerEngine(world)
            engine.makeAccount = { Account(isCancelled: { Interruption.endsRun }) }
            do {
                try build(engine, machine, progress)
            } catch {
                failure = error
            }
            // The cache of the steps that passed is kept whatever became of the others.
            try machine.save(world)
        }
        guard let failure else { return }
        progress.fail(failure)
        if explain { show(BuildReport(progress.steps)) }
        throw ExitCode((failure as? Complaint)?.status ?? 1)
    }

    private func build(
        _ engine: ContainerEngine, _ machine: Machine, _ progress: BuildProgress
    ) throws {
        let inputs = BuildInputs(machine, engine.world)
        var request = try request(inputs, machine, progress)
        let output = try output.map { try BuildOutput($0) }
        let exported = try cache.places()
        request.importedCaches = try cache.imported(by: machine)
        if let limit = cache.limit { engine.world.state.cache.limit = limit }
        let known = KnownContents(of: engine.world.state.cache, now: Machine.clock)
        defer { known.keep(in: &engine.world.state.cache) }
        request.digest = known.digest
        let references = try tags.map { try Reference($0) }
        let builder = try Builder(request, in: engine)
        let outcome = try builder.build { progress.show($0) }
        // What is kept, told and written is one image.
        let image =
            output?.rewritesTimes == true ? try outcome.limitingFileTimes() : outcome.image
        engine.world.keep(image, isListed: true)
        for reference in references { try engine.world.tag(image, reference) }
        try output?.write(
            image, names: engine.world.references(of: image.id), epoch: outcome.epoch, by: machine)
        try BuildCacheOptions.export(outcome, of: engine.world, to: exported, by: machine)
        if let idFile { try inputs.write("\(image.id)", to: idFile) }
        if let metadataFile {
            try inputs.write(try BuildMetadata(image, references).text, to: metadataFile)
        }
        progress.finish(image, references)
        if quiet { Terminal.line("\(image.id)") }
        if explain { show(BuildReport(outcome.steps)) }
    }

    /// What is to be built, as the words of the command say it.
    private func request(
        _ inputs: BuildInputs, _ machine: Machine, _ progress: BuildProgress
    ) throws -> BuildRequest {
        let name = file ?? (context == "-" ? "Dockerfile" : "\(context)/Dockerfile")
        let (origin, bytes) =
            context == "-"
            ? try inputs.contextFromInput(dockerfile: file)
            : (try inputs.context(context, dockerfile: name), try inputs.dockerfile(name))
        progress.loaded(name, bytes.count)
        var request = BuildRequest(
            try Dockerfile(
                parsing: bytes, name: String(name.split(separator: "/").last ?? "Dockerfile")),
            context: origin)
        request.target = target
        request.arguments = inputs.arguments(arguments)
        request.labels = try label.map { try BuildInputs.pair($0, "--label") }.map { ($0, $1) }
        request.secrets = try secret.map { try inputs.secret($0) }
        request.contexts = try contexts.map { try inputs.namedContext($0) }
        if let platform { request.platform = try Platform(platform) }
        request.ignoresCache = ignoresCache
        request.ignoredStages = ignoredStages?.split(separator: ",").map(String.init) ?? []
        return request
    }

    /// `--check`: needs no world.
    private func tellOddities() throws {
        let machine = try Machine(try Grants.parse([]))
        let progress = BuildProgress(isQuiet: true)
        do {
            let request = try request(BuildInputs(machine, World()), machine, progress)
            try show(BuildInputs.check(request))
        } catch let error as DockerfileError {
            progress.fail(error)
            throw ExitCode(1)
        }
    }

    /// What `docker build --check` says.
    private func show(_ report: (warnings: [Dockerfile.Warning], file: Dockerfile)) throws {
        for warning in report.warnings {
            let rule = DockerfileCheck.Rule(rawValue: warning.rule)
            let page = rule?.url.map { " - \($0)" } ?? ""
            Terminal.line("WARNING: \(warning.rule)\(page)\n\(warning.message)")
            for line in BuildProgress.excerpt(
                report.file.name, warning.lines, report.file.excerpt(warning.lines))
            { Terminal.line(line) }
            Terminal.line("")
        }
        let count = report.warnings.count
        if count == 0 { return Terminal.line("Check complete, no warnings found.") }
        Terminal.line(
            "Check complete, \(count == 1 ? "1 warning has" : "\(count) warnings have") been found!"
        )
        throw ExitCode(1)
    }

    private func show(_ report: BuildReport) {
        if json { return Terminal.line(report.document.text()) }
        for line in report.lines { Terminal.line(line) }
    }
}
