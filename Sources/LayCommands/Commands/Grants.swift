internal import ArgumentParser
internal import LayFiles
internal import LayImages

/// What a script may reach of the machine, besides reading below the working directory.
struct Grants: ParsableArguments {
    @Option(
        name: .customLong("allow-read"),
        help: ArgumentHelp(
            "Let the script read below PATH, as in --allow-read=PATH; everything without =PATH.",
            valueName: "path"))
    var readable: [String] = []

    @Option(
        name: .customLong("allow-write"),
        help: ArgumentHelp(
            "Let the script write below PATH, as in --allow-write=PATH; everything without =PATH.",
            valueName: "path"))
    var writable: [String] = []

    @Option(
        name: .customLong("allow-env"),
        help: ArgumentHelp(
            "Let the script read the variable NAME, as in --allow-env=NAME; all without =NAME.",
            valueName: "name"))
    var variables: [String] = []

    @Option(
        name: .customLong("allow-net"),
        help: ArgumentHelp(
            "Let ADD fetch from HOST, as in --allow-net=HOST; from all without =HOST.",
            valueName: "host"))
    var hosts: [String] = []

    @Flag(name: .customLong("allow-clock"), help: "Let the script read the clock.")
    var clock = false

    @Option(
        name: .customLong("archive-limit"),
        help: ArgumentHelp(
            "Read archives of up to SIZE, as in 64g (16g without it).", valueName: "size"),
        transform: Self.size)
    var archiveLimit: Int?

    private static func size(_ text: String) throws -> Int {
        guard let size = ByteSize.docker(text), size > 0 else {
            throw ValidationError("'\(text)' is no size; write one as in 64g or 500m")
        }
        return size
    }
}
