internal import ArgumentParser
internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayDockerfile
internal import LayFiles
internal import LayImages
internal import LayWorld

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// How a build is told.
enum ProgressKind: String, ExpressibleByArgument, CaseIterable {
    case auto, plain, tty, quiet
}

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
        name: [.customShort("t", allowingJoined: true), .customLong("tag")],
        help: ArgumentHelp("Name the image; may be given more than once.", valueName: "name"))
    var tags: [String] = []

    @Option(
        name: [.customShort("f", allowingJoined: true), .customLong("file")],
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

    @Option(
        name: .customLong("download"), parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "What an address of ADD gives: ADDRESS=FILE; of a repository, and of all below an address that ends with /, ADDRESS=DIR.",
            valueName: "address=path"))
    var downloads: [String] = []

    @Option(
        name: .customLong("allow-net"),
        help: ArgumentHelp(
            "Let ADD fetch from HOST, as in --allow-net=HOST; from all without =HOST.",
            valueName: "host"))
    var hosts: [String] = []

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

    @Option(
        help: ArgumentHelp(
            "How the build is told: plain lines, tty (drawn on the terminal), quiet, or auto.",
            valueName: "kind"))
    var progress: ProgressKind = .auto

    @Flag(help: "When a step fails, go on at the prompt, with the step's files in 'step'.")
    var debug = false

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
        name: [.customShort("o", allowingJoined: true), .customLong("output")],
        help: ArgumentHelp(
            "Also write the image: type=oci|docker|local|tar,dest=PATH, or a directory for its files; rewrite-timestamp=true limits the layers' times to SOURCE_DATE_EPOCH.",
            valueName: "type=…"))
    var outputs: [String] = []

    @OptionGroup(visibility: .hidden)
    var docker: DockerBuildOptions

    @Option(help: ArgumentHelp("The world to build in.", valueName: "dir"))
    var world: String?

    @Argument(help: ArgumentHelp("The directory with the files.", valueName: "context"))
    var context: String

    func validate() throws {
        if debug, isatty(0) == 0 {
            throw ValidationError("--debug asks for commands at a terminal, and there is none")
        }
        if context == "-", file == "-" {
            throw ValidationError(
                "the standard input cannot be both the context and the Dockerfile")
        }
        if context.isEmpty {
            throw ValidationError("the context is empty: name a directory, as in lay build .")
        }
        if json, quiet {
            throw ValidationError("--json and --quiet both write to the standard output: give one")
        }
        if json, !explain { throw ValidationError("--json is a form of --explain: give both") }
    }

    func run() throws {
        if check { return try tellOddities() }
        let place = WorldPlace(world)
        try place.prepare()
        let machine = try Machine(
            try Grants.parse([]), world: place.path, datesWorld: false)
        let progress = BuildProgress(
            isQuiet: quiet || self.progress == .quiet,
            isLive: self.progress == .tty || self.progress == .auto && LiveView.isPossible)
        Interruption.watch()
        var failure: (any Error)?
        try machine.withLockedWorld(waits: true) { world in
            let before = world.state
            var built: Digest?
            let engine = ContainerEngine(world)
            engine.makeAccount = { Account(isCancelled: { Interruption.endsRun }) }
            do {
                built = try build(engine, machine, progress)
            } catch {
                failure = error
                progress.fail(error)
                if debug { try FailedStep(engine, error).explore(machine) }
            }
            // The cache of the steps that passed is kept whatever became of the others.
            if changes(world, since: before, built) { try machine.save(world) }
        }
        guard let failure else { return }
        if explain {
            show(BuildReport(progress.steps))
            if !json, let step = (failure as? BuildFailure)?.step {
                Terminal.line("failed     \(step.title)")
            }
        }
        throw ExitCode((failure as? Complaint)?.status ?? 1)
    }

    /// False for a build that found everything made, named and kept, so that there is nothing to save but
    /// that it was asked for.
    private func changes(_ world: World, since before: WorldState, _ built: Digest?) -> Bool {
        guard let built, before.images.isListed(built), before.damage.isEmpty, downloads.isEmpty,
            world.state.cache.revision == before.cache.revision
        else { return true }
        return world.state.tags.contains { before.tags[$0.reference] != $0.id }
    }

    private func build(
        _ engine: ContainerEngine, _ machine: Machine, _ progress: BuildProgress
    ) throws -> Digest {
        let inputs = BuildInputs(machine, engine.world)
        var request = try request(inputs, machine, progress)
        let outputs = try outputs.map { try BuildOutput($0) }
        let exported = try cache.places()
        request.importedCaches = try cache.imported(by: machine)
        if let limit = cache.limit { engine.world.state.cache.limit = limit }
        let known = KnownContents(of: engine.world.state.cache, now: Machine.clock)
        defer { known.keep(in: &engine.world.state.cache) }
        request.digest = known.digest
        if let network = machine.network(hosts: hosts) {
            engine.world.host.fetch = { try network.fetch($0) }
        }
        for download in downloads { try inputs.addDownload(download) }
        let references = try tags.map { try Reference($0) }
        let builder = try Builder(request, in: engine)
        let outcome = try builder.build { progress.show($0) }
        // What is kept, told and written is one image.
        let image =
            outputs.contains(where: \.rewritesTimes)
            ? try outcome.limitingFileTimes() : outcome.image
        engine.world.keep(image, isListed: true)
        for reference in references { try engine.world.tag(image, reference) }
        for output in outputs {
            try output.write(
                image, names: engine.world.references(of: image.id), epoch: outcome.epoch,
                by: machine)
        }
        try BuildCacheOptions.export(outcome, of: engine.world, to: exported, by: machine)
        if let idFile { try inputs.write("\(image.id)", to: idFile) }
        if let metadataFile {
            try inputs.write(try BuildMetadata(image, references).text, to: metadataFile)
        }
        progress.finish(image, references)
        if quiet { Terminal.line("\(image.id)") }
        if explain { show(BuildReport(outcome.steps)) }
        return image.id
    }

    /// What is to be built, as the words of the command say it.
    func request(
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
        request.arguments = try inputs.arguments(arguments)
        request.labels = try label.map { text in
            let (key, value) = try BuildInputs.pair(
                text.contains("=") ? text : text + "=", "--label")
            return (key, value)
        }
        request.secrets = try secret.map { try inputs.secret($0) }
        request.contexts = try contexts.map { try inputs.namedContext($0) }
        if let platform { request.platform = try BuildInputs.platform(platform) }
        request.ignoresCache = ignoresCache
        request.ignoredStages = ignoredStages?.split(separator: ",").map(String.init) ?? []
        return request
    }

    private func show(_ report: BuildReport) {
        if json { return Terminal.line(report.document.text()) }
        for line in report.lines { Terminal.line(line) }
    }
}
