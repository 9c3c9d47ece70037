internal import Lay
internal import LayArchive
internal import LayBounds
internal import LayDisk
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

/// The machine as the host of scripts: its files, variables and clock, as far as they are granted,
/// and the world that a directory of it holds.
struct Machine {
    private let grants: Grants
    /// The directory of `--world`.
    private let world: String?
    /// The machine's files, one object for all: it may take its own lock again.
    private let files: DiskFileSystem
    /// The files of the world's directory alone: what somebody put into it leads nowhere else.
    private let worldFiles: any ConfinedFileSystem
    /// What `SOURCE_DATE_EPOCH` says, if it is there (reproducible-builds.org/specs/source-date-epoch).
    private let epoch: Int?

    /// - Parameter datesWorld: false where `SOURCE_DATE_EPOCH` is an argument of a build, and no clock.
    init(_ grants: Grants, world: String? = nil, datesWorld: Bool = true) throws(Complaint) {
        self.grants = grants
        self.world = world
        epoch = datesWorld ? try Self.epoch() : nil
        files = DiskFileSystem(now: Nanoseconds(epoch ?? 0) * 1_000_000_000)
        worldFiles = files.confined(
            to: FileGrants(writable: world.map { [Self.absolute($0)] } ?? []))
    }

    private static func epoch() throws(Complaint) -> Int? {
        // Empty is as good as unset, for BuildKit too.
        guard let text = variable("SOURCE_DATE_EPOCH"), !text.isEmpty else { return nil }
        // Nanoseconds have room for 292 years around 1970.
        let limits = -9_000_000_000...9_000_000_000
        guard let seconds = Int(text), limits.contains(seconds) else { throw .noEpoch(text) }
        return seconds
    }

    // MARK: The host

    /// The path of the machine that a text means.
    static func absolute(_ path: String) -> TreePath {
        TreePath(path.utf8, in: TreePath(Terminal.workingDirectory))
    }

    /// What a script with these arguments may reach.
    func host(for script: Script? = nil, arguments: [String] = []) -> Host {
        var host = Host()
        let directory = Terminal.workingDirectory
        func absolute(_ path: String) -> String { Self.absolute(path).description }
        host.files = files
        host.workingDirectory = directory
        host.readable = [directory] + grants.readable.map(absolute)
        host.writable = grants.writable.map(absolute) + (world.map { [absolute($0)] } ?? [])
        host.scratchDirectory = Self.scratch
        host.archiveLimits = archiveLimits
        host.archiveGrantName = "--archive-limit=SIZE"
        host.readGrantName = "--allow-read"
        host.writeGrantName = "--allow-write"
        host.arguments = arguments
        host.environment = environment
        host.unsetVariables = grants.variables.contains("*") ? nil : Set(grants.variables)
        host.environmentGrantName = "--allow-env"
        if grants.clock { host.now = Self.now }
        if let network = network(hosts: grants.hosts) { host.fetch = { try network.fetch($0) } }
        host.output = { Terminal.write($0) }
        host.errors = { Terminal.write($0, to: 2) }
        // A session's input is what is typed.
        if script?.isFromInput == false {
            host.input = { try Terminal.read(from: 0, most: $0) }
        }
        // Nobody sees what a script whose output is lost still does.
        host.isCancelled = { Interruption.endsRun }
        if let bar = ProgressBar.forTerminal { host.progress = { bar.show($0) } }
        host.importFile = imports(of: script)
        return host
    }

    /// Reads what a script imports: below its own directory, or the working directory where it has
    /// none, and what `--allow-read` grants.
    private func imports(of script: Script?) -> (String) throws -> String {
        let own = Self.absolute(script?.directory ?? ".")
        let imported = files.confined(
            to: FileGrants(readable: [own] + grants.readable.map { Self.absolute($0) }))
        return { try Script.imported($0, from: imported, at: Self.absolute($0)) }
    }

    private var environment: [String: String] {
        var granted: [String: String] = [:]
        for name in grants.variables where name != "*" { granted[name] = Self.variable(name) }
        guard grants.variables.contains("*") else { return granted }
        var entry = environ
        while let line = entry.pointee {
            let pair = String(cString: line).split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false
            ).map(String.init)
            granted[pair[0]] = pair.count > 1 ? pair[1] : ""
            entry += 1
        }
        return granted
    }

    private var archiveLimits: ArchiveLimits {
        var limits = ArchiveLimits()
        if let bytes = grants.archiveLimit { limits.bytes = bytes }
        return limits
    }

    /// The network, as far as these hosts may be asked; `nil` for none.
    func network(hosts: [String]) -> Network? {
        if hosts.isEmpty { return nil }
        return Network(
            hosts: hosts, files, scratch: Self.scratch, limit: archiveLimits.bytes)
    }

    private static var scratch: String { variable("TMPDIR") ?? "/var/tmp" }

    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    // MARK: The world

    /// Calls `body` with the world, whose directory is held against others that would save into it.
    ///
    /// A directory of other things, such as a mistyped one, is refused unless it is to be `amongOthers`.
    ///
    /// - Parameter waits: true to wait for another command that holds the world, a minute at most.
    func withLockedWorld(
        amongOthers: Bool = false, waits: Bool = false, _ body: (World) throws -> Void
    ) throws {
        if let world, let path = worldPath, !amongOthers { try refuseOthers(in: path, world) }
        let lock = try worldPath.flatMap { try self.lock($0, tries: waits ? 600 : 1) }
        defer { lock?.release() }
        try body(try openWorld())
    }

    private func lock(_ path: TreePath, tries: Int) throws -> (any FileLock)? {
        for left in stride(from: tries, to: 1, by: -1) {
            do {
                return try WorldStore.lock(worldFiles, path)
            } catch let error as ImageError where error.kind == .inUse && !Interruption.endsRun {
                if tries - left == 10 { Terminal.error("waiting: \(error.message)") }
                usleep(100_000)
            }
        }
        return try WorldStore.lock(worldFiles, path)
    }

    private func refuseOthers(in path: TreePath, _ name: String) throws {
        guard try worldFiles.find(path) != nil else { return }
        let names = try worldFiles.list(path).map(\.name)
        // What a save leaves that was killed is a world's too.
        let own = ["blobs", "index.json", "oci-layout"].map { Array($0.utf8) }
        if names.contains(own[1]) { return }
        let others = names.filter { !own.contains($0) && !$0.starts(with: ".lay-".utf8) }
        guard let other = others.first else { return }
        throw Complaint.noWorld(name, holds: TreePath.display(other[...]).shown())
    }

    /// An empty world, or the one that the directory of `--world` holds, with warnings of what is
    /// damaged in it.
    func openWorld() throws -> World {
        guard let path = worldPath,
            try worldFiles.find(path.appending(name: "index.json".utf8)) != nil
        else { return World(clock: epoch ?? 0) }
        let world = try WorldStore.load(
            worldFiles, path, limits: archiveLimits, scratch: ScratchSpace(directory: Self.scratch))
        // What is made now is dated as in any other run, whatever the world went through before.
        if let epoch { world.state.clock = epoch }
        for line in world.state.damage { Terminal.error("warning: \(line.shown())") }
        return world
    }

    /// A world of its own with the same things in it.
    func copy(of world: World) -> World {
        let copy = World(clock: epoch ?? 0)
        copy.state = world.state
        return copy
    }

    private var worldPath: TreePath? {
        world.map { Self.absolute($0) }
    }

    /// Saves the world into the directory of `--world`.
    func save(_ opened: World) throws {
        guard let path = worldPath else { return }
        try WorldStore.save(opened, to: worldFiles, path, limits: archiveLimits)
    }

    // MARK: What was typed

    /// The machine's files as far as somebody named them to be read.
    func reading(_ path: TreePath) -> any ConfinedFileSystem { reading([path]) }

    func reading(_ paths: [TreePath]) -> any ConfinedFileSystem {
        files.confined(to: FileGrants(readable: paths))
    }

    /// The time on the machine's clock, in nanoseconds.
    static var clock: Nanoseconds { Nanoseconds(now() * 1e9) }

    /// The machine's files as far as somebody named them to be written.
    func writing(_ path: TreePath) -> any ConfinedFileSystem {
        files.confined(to: FileGrants(writable: [path]))
    }

    /// The build cache that lies in a directory.
    func cache(in path: TreePath, of files: any FileSystem, _ tag: String) throws -> BuildCache {
        try CacheStore.load(
            files, path, tag: tag, limits: archiveLimits,
            scratch: ScratchSpace(directory: Self.scratch))
    }

    /// `NAME=VALUE`, or the variable of the environment that `NAME` alone means; `nil` for one that is
    /// not set.
    func argument(_ text: String) -> (name: String, value: String)? {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts.first ?? "")
        if parts.count > 1 { return (name, String(parts[1])) }
        return Self.variable(name).map { (name, $0) }
    }
}
