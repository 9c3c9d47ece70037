extension Utilities {
    /// awk under the names that it has.
    static let awkUtilities: [Utility] = {
        let awk = Utility(
            "awk", "run a program for the lines of files",
            usage: "[OPTION]... 'PROGRAM' [FILE|VAR=VALUE]...", awkOptions, misuse: 1,
            stopsAtOperand: true
        ) { call in
            var run = AwkRun(call)
            return try run.run()
        }
        return [awk, awk.named("gawk"), awk.named("mawk"), awk.named("nawk")]
    }()

    private static let awkOptions: [UtilityOption] = [
        UtilityOption("-f, --file=FILE", "read the program from FILE", .works, .gnu),
        UtilityOption("-f FILE", "read the program from FILE", .works, .busybox),
        UtilityOption("-F, --field-separator=FS", "begin with FS as field separator", .works, .gnu),
        UtilityOption("-F FS", "begin with FS as field separator", .works, .busybox),
        UtilityOption("-v, --assign=VAR=VALUE", "begin with a variable", .works, .gnu),
        UtilityOption("-v VAR=VALUE", "begin with a variable", .works, .busybox),
        UtilityOption("-e, --source=TEXT", "take TEXT as a part of the program", .works, .gnu),
        UtilityOption("-e TEXT", "take TEXT as a part of the program", .works, .busybox),
        UtilityOption("-h, --help", "print this page", .works, .gnu),
        UtilityOption("-V, --version", "print the version", .works, .gnu),
        UtilityOption("-W NAME", "the option --NAME", .works, .gnu),
        UtilityOption(
            "-b, --characters-as-bytes", "take characters for bytes", .idle("characters are bytes"),
            .gnu),
        UtilityOption(
            "-c, --traditional", "leave out additions to awk", .idle("gawk's additions stay"), .gnu),
        UtilityOption(
            "-L[VALUE], --lint", "warn of doubtful things", .idle("there are no warnings"), .gnu),
        UtilityOption(
            "-N, --use-lc-numeric", "take the decimal point of the locale",
            .idle("the locale is C"), .gnu),
        UtilityOption("-O, --optimize", "optimize the program", .idle("it always is"), .gnu),
        UtilityOption(
            "-P, --posix", "leave out what is not in POSIX", .idle("gawk's additions stay"), .gnu),
        UtilityOption(
            "-r, --re-interval", "take {N,M} in regular expressions", .idle("it always is so"), .gnu
        ),
        UtilityOption(
            "-s, --no-optimize", "do not optimize the program", .idle("results are the same"), .gnu),
        UtilityOption(
            "-t, --lint-old", "warn of what old awks lack", .idle("there are no warnings"), .gnu),
        UtilityOption("-C, --copyright", "print the license", .missing, .gnu),
        UtilityOption("-d[FILE], --dump-variables", "write variables to FILE", .missing, .gnu),
        UtilityOption("-D[FILE], --debug", "debug the program", .missing, .gnu),
        UtilityOption("-E, --exec=FILE", "as -f, and no options follow", .missing, .gnu),
        UtilityOption("-g, --gen-pot", "write texts to be translated", .missing, .gnu),
        UtilityOption("-i, --include=FILE", "read a library of functions", .missing, .gnu),
        UtilityOption("-I, --trace", "trace the program", .missing, .gnu),
        UtilityOption("-l, --load=LIBRARY", "load an extension", .missing, .gnu),
        UtilityOption("-M, --bignum", "compute with any precision", .missing, .gnu),
        UtilityOption("-n, --non-decimal-data", "read 0x10 in data as 16", .missing, .gnu),
        UtilityOption("-o[FILE], --pretty-print", "write the program to FILE", .missing, .gnu),
        UtilityOption("-p[FILE], --profile", "write a profile to FILE", .missing, .gnu),
        UtilityOption("-S, --sandbox", "refuse commands and redirections", .missing, .gnu),
    ]
}
