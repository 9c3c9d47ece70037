import LayShell

extension Utilities {
    static let shasumUtility = Utility(
        "shasum", "print or check SHA checksums", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-a, --algorithm=ALGORITHM", "1, 224, 256, 384, 512, 512224, 512256"),
            UtilityOption("-0, --01", "as bits", .missing),
            UtilityOption("-U, --UNIVERSAL", "newlines as one byte", .missing),
            UtilityOption("-q", "as --quiet", .works, .gnu),
            UtilityOption("-s", "as --status", .works, .gnu),
        ] + checksumOptions
    ) { call in
        func kind(_ tag: String, _ length: Int, _ name: String? = nil) -> ChecksumKind {
            ChecksumKind(tag: tag, name: name ?? tag, length: length)
        }
        let kinds = [
            "1": kind("SHA1", 20), "224": kind("SHA224", 28), "256": kind("SHA256", 32),
            "384": kind("SHA384", 48), "512": kind("SHA512", 64),
            "512224": kind("SHA512/224", 28, "SHA512-224"),
            "512256": kind("SHA512/256", 32, "SHA512-256"),
        ]
        guard let chosen = kinds[call.options.text("a") ?? "1"] else {
            try call.complain("Unrecognized algorithm")
            try call.context.errors.write("Type shasum -h for help\n")
            return 1
        }
        for (name, isGiven) in [
            ("warn", call.has("w")), ("status", call.options.has(any: "s", "status")),
            ("quiet", call.options.has(any: "q", "quiet")),
            ("ignore-missing", call.has("ignore-missing")), ("strict", call.has("strict")),
        ] where isGiven && !call.has("c") {
            try call.complain("--\(name) option used only when verifying checksums")
            try call.context.errors.write("Type shasum -h for help\n")
            return 1
        }
        // The length of a digest tells its kind, unless two have the same.
        let others = ["1", "224", "256", "384", "512"].compactMap { kinds[$0] }
            .filter { $0.length != chosen.length }
        return try ChecksumRun(call, chosen, kinds: [chosen] + others).perform()
    }
}
