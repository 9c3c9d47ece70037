internal import LayBounds
import LayFiles
import LayShell

/// Programs that scripts of packages call, and for which nothing has to be done in a container.
extension Utilities {
    static let packageHookUtilities: [Utility] = [
        accepted("update-rc.d", "link a service's script", usage: "SERVICE ACTION..."),
        accepted("deb-systemd-helper", "enable units of packages", usage: "ACTION UNIT..."),
        accepted("deb-systemd-invoke", "start units of packages", usage: "ACTION UNIT..."),
        accepted("py3compile", "compile modules of packages", usage: "[OPTION]..."),
        accepted("py3clean", "remove compiled modules", usage: "[OPTION]..."),
        accepted("update-mime-database", "gather kinds of files", usage: "DIRECTORY"),
        accepted("update-desktop-database", "gather programs of desktops", usage: "[DIRECTORY]..."),
        accepted("glib-compile-schemas", "compile settings", usage: "DIRECTORY"),
        accepted("gtk-update-icon-cache", "gather icons", usage: "DIRECTORY"),
        accepted("fc-cache", "gather fonts", usage: "[OPTION]... [DIRECTORY]..."),
        accepted("install-info", "gather pages of info", usage: "[OPTION]... [FILE]..."),
        accepted("mandb", "gather pages of manuals", usage: "[OPTION]..."),
        accepted("dpkg-trigger", "note that something changed", usage: "[OPTION]... TRIGGER"),
        accepted("systemd-sysusers", "make accounts of units", usage: "[OPTION]... [FILE]..."),
        invokeServiceUtility,
    ]

    private static func accepted(_ name: String, _ summary: String, usage: String) -> Utility {
        Utility(name, summary, usage: usage, readsWords: true) { _ in 0 }
    }

    private static let invokeServiceUtility = Utility(
        "invoke-rc.d", "run a service's script where the policy lets it",
        usage: "[OPTION]... SERVICE ACTION",
        [
            UtilityOption("--quiet", "say less"),
            UtilityOption("--force", "whatever the policy says"),
            UtilityOption("--try-anyway", "whatever is missing", .idle("as without it")),
            UtilityOption("--disclose-deny", "fail where it is denied"),
            UtilityOption("--query", "ask the policy alone"),
            UtilityOption("--no-fallback", "that action alone", .idle("as always")),
            UtilityOption("--skip-systemd-native", "not for units", .idle("there are none")),
        ], stopsAtOperand: true
    ) { call in
        guard call.operands.count > 1 else {
            try call.complain("syntax error: missing required parameter, --help assumed.")
            return 103
        }
        let (service, action) = (call.operands[0], call.operands[1])
        let policy: TreePath = "/usr/sbin/policy-rc.d"
        var answer: UInt8 = 0
        if (try? call.context.files.entry(at: policy, follow: true)) != nil {
            try call.flush()
            let child = call.context.child(words: [Array("\(policy)".utf8), service, action])
            do {
                if case .exited(let status) = try ProgramRunner.run(child) { answer = status }
            } catch is ProgramError {
                answer = 103
            }
        }
        if call.has("query") { return answer }
        if answer == 101, !call.has("force") {
            if !call.has("quiet") {
                try call.complain("policy-rc.d denied execution of \(call.text(action)).")
            }
            return call.has("disclose-deny") ? 101 : 0
        }
        let script = TreePath("/etc/init.d").appending(name: service)
        guard (try? call.context.files.entry(at: script, follow: true)) != nil else {
            try call.complain("unknown initscript, \(script) not found.")
            return 100
        }
        guard case .exited(let status) = try call.launch([Array("\(script)".utf8), action]) else {
            return 0
        }
        return status
    }
}
