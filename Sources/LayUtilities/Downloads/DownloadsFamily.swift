import LayShell

extension Utilities {
    /// Programs that reach other machines, as far as the world's catalogue stands for them.
    static let downloadUtilities: [Utility] =
        [curlUtility, wgetUtility, gitUtility] + gpgFamily + [opensslUtility]

    /// Programs that only other machines could answer.
    static var unreachablePrograms: [ShellProgram] {
        [
            refused("telnet", "no machine answers in a model"),
            refused("nc", "no machine answers in a model"),
            refused("ssh-keygen", "there are no private keys in a model"),
        ]
    }

    private static func refused(_ name: String, _ why: String) -> ShellProgram {
        ShellProgram(name) { context in
            try context.complain("not supported by Lay: \(why)")
            return 1
        }
    }
}
