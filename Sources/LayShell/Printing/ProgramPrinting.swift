/// What the programs `echo` and `printf` write, which are no built-ins of a shell.
package enum ProgramPrinting {
    /// What `echo` writes for its arguments, its own name left out.
    ///
    /// - Parameter isPOSIX: true where GNU's program knows no option but `-n`, and always decodes.
    /// - Complexity: O(*n*) in the length of the arguments.
    package static func echo(_ arguments: [[UInt8]], isBusybox: Bool, isPOSIX: Bool) -> [UInt8] {
        if isBusybox { return EchoBuiltin.output(arguments, dialect: .ash) }
        return EchoBuiltin.output(
            arguments, dialect: isPOSIX ? .dash : .bash, rules: .programEcho)
    }

    /// What `printf` writes and complains of, with its status; a complaint is what stands behind the
    /// program's name.
    ///
    /// - Complexity: O(*n*) in the format, the arguments and the output.
    package static func printf(
        _ format: [UInt8], _ arguments: [[UInt8]], isBusybox: Bool, now: Int, utf8: Bool
    ) -> (output: [UInt8], complaints: [String], status: Int) {
        var run = PrintfRun(
            format: format, arguments: arguments, dialect: isBusybox ? .ash : .bash, zone: .utc,
            time: { _ in now }, utf8: utf8, isProgram: !isBusybox)
        run.perform()
        if !isBusybox, run.next == 0, let first = arguments.first, run.status == 0 {
            run.complaints.append(
                "warning: ignoring excess arguments, starting with '\(ShellBytes.message(first))'")
        }
        return (run.output, run.complaints, run.status)
    }
}
