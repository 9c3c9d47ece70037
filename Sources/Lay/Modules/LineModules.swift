internal import LayBounds
internal import LayRuntime
internal import LayText

/// The modules `ini` and `dotenv`: texts of a setting on each line.
enum LineModules {
    static func install(in vm: VM) {
        vm.defineModule(
            "ini", "Texts of sections and key = value lines.",
            [
                vm.member(
                    "parse",
                    MemberDescription(
                        "A map of the keys before the first section, and a map for each section; values are strings.",
                        [
                            .readText,
                            .optional(
                                "repeated", "bool",
                                "true to give a list of all values for each key, as units of systemd want",
                                default: "false"),
                        ], gives: "map",
                        example: #"""
                            import ini
                            ini.parse("debug = yes\n[web]\nport = 80  \n")  # => {debug: "yes", web: {port: "80"}}
                            """#)
                ) { call in
                    let repeats = try call.flag(1)
                    return try call.vm.value(
                        of: call.reading("INI") { text, step in
                            try INI.read(text, repeats: repeats, step: step)
                        })
                }
            ])
        vm.defineModule(
            "dotenv", "Files of NAME=value lines, as docker and docker compose read them.",
            [
                vm.member(
                    "parse",
                    MemberDescription(
                        "A map of the names and values in a .env file, by docker compose's rules for quotes, comments and variables.",
                        [
                            .readText,
                            .optional(
                                "variables", "map[string, string]",
                                "values for variables that the file names and does not set",
                                default: "{}"),
                            .optional(
                                "docker", "bool",
                                "true for the rules of docker run --env-file: a value is taken as it stands",
                                default: "false"),
                        ], gives: "map[string, string]",
                        example: #"""
                            import dotenv
                            dotenv.parse("HOST=db # a comment\nURL=\"http://${HOST}:${PORT:-80}\"\n")  # => {HOST: "db", URL: "http://db:80"}
                            dotenv.parse("A='x' # y\n", docker: true)  # => {A: "'x' # y"}
                            """#)
                ) { call in
                    var known: [String: String] = [:]
                    if call.has(1) {
                        guard let entries = call[1].entries else { throw call.mismatch(1, "a map") }
                        for entry in entries {
                            try call.vm.work(2)
                            guard entry.key.tag == .string, entry.value.tag == .string else {
                                throw call.mismatch(1, "a map of strings")
                            }
                            known[entry.key.text] = entry.value.text
                        }
                    }
                    let isDocker = try call.flag(2)
                    let file = try call.reading("environment file") { text, step in
                        try isDocker
                            ? EnvironmentFile(docker: text, known: known, step: step)
                            : EnvironmentFile(compose: text, known: known, step: step)
                    }
                    return call.vm.map(file.entries.map { ($0.name, call.vm.string($0.value)) })
                }
            ])
    }
}
