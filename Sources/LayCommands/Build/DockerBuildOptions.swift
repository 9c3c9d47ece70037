internal import ArgumentParser

/// Options of `docker build` that say nothing here, taken so that a line that was written for Docker
/// works, and those that would say something, refused with the reason.
struct DockerBuildOptions: ParsableArguments {
    // What a build without a daemon does anyway.
    @Flag var load = false
    @Flag(inversion: .prefixedNo) var pull = false
    @Flag(inversion: .prefixedNo) var rm = true
    @Flag(name: .customLong("force-rm")) var forceRm = false
    @Flag var compress = false
    // Bounds of what runs, which a model does not measure.
    @Option(name: [.customShort("m"), .customLong("memory")]) var memory: String?
    @Option(name: .customLong("memory-swap")) var memorySwap: String?
    @Option(name: .customLong("shm-size")) var sharedMemory: String?
    @Option(name: .customLong("cpu-shares")) var cpuShares: String?
    @Option(name: .customLong("cpu-period")) var cpuPeriod: String?
    @Option(name: .customLong("cpu-quota")) var cpuQuota: String?
    @Option(name: .customLong("cpuset-cpus")) var cpus: String?
    @Option(name: .customLong("cpuset-mems")) var memories: String?
    @Option var ulimit: [String] = []
    @Option(name: .customLong("cgroup-parent")) var controlGroup: String?
    @Option var isolation: String?
    @Option(name: .customLong("security-opt")) var securityOptions: [String] = []
    // What is refused, unless it asks for nothing.
    @Option var network: String?
    @Option var provenance: String?
    @Option var sbom: String?
    @Flag var push = false
    @Flag var squash = false
    @Option(name: .customLong("add-host")) var hosts: [String] = []
    @Option var ssh: [String] = []
    @Option var attest: [String] = []
    @Option var annotation: [String] = []
    @Option var allow: [String] = []
    @Option var builder: String?
    @Option var call: String?

    func validate() throws {
        func refuse(_ option: String, _ isThere: Bool, _ reason: String) throws {
            if isThere { throw ValidationError("\(option) is not supported: \(reason)") }
        }
        try refuse(
            "--network=\(network ?? "")", !["none", "default", nil].contains(network),
            "steps have no network; ADD fetches with --allow-net")
        let no = ["false", "mode=disabled", nil]
        try refuse("--provenance", !no.contains(provenance), "no attestations are made")
        try refuse("--sbom", !no.contains(sbom), "no attestations are made")
        try refuse("--attest", !attest.isEmpty, "no attestations are made")
        try refuse(
            "--push", push, "nothing is sent anywhere; -o type=oci,dest=DIR gives skopeo the image")
        try refuse("--squash", squash, "image.squash() in a script puts layers together")
        try refuse("--add-host", !hosts.isEmpty, "steps have no network, and no names to look up")
        try refuse("--ssh", !ssh.isEmpty, "there is no agent here; a mount without one is left out")
        try refuse("--annotation", !annotation.isEmpty, "--label sets what stays with an image")
        try refuse("--allow", !allow.isEmpty, "there is no sandbox here to leave")
        try refuse("--builder", builder != nil && builder != "default", "there is one builder")
        try refuse(
            "--call=\(call ?? "")", call != nil && call != "build", "--check tells what is odd")
    }

    /// The flags that Go takes as `--name=true` too.
    static let flags: Set<String> = [
        "load", "pull", "rm", "force-rm", "compress", "push", "squash", "no-cache", "quiet",
        "check",
        "debug", "explain", "json",
    ]

    /// Arguments with the values of flags taken away: `--pull=false` is nothing at all.
    static func withoutFlagValues(_ arguments: [String]) -> [String] {
        arguments.compactMap { argument in
            let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
            guard argument.hasPrefix("--"), parts.count == 2,
                flags.contains(String(parts[0].dropFirst(2)))
            else { return argument }
            if ["1", "t", "T", "true", "TRUE", "True"].contains(parts[1]) { return parts[0] }
            return ["0", "f", "F", "false", "FALSE", "False"].contains(parts[1]) ? nil : argument
        }
    }
}
