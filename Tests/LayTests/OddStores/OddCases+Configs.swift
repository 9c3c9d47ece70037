extension OddCase {
    /// Fields of configs.
    static let configs: [OddCase] = [
        .config(
            "a user that is a number", #""config":{"User":1000}"#, keeps: #""User":"1000""#,
            warns: ["User"]),
        .config("a user that is a list", #""config":{"User":["a"]}"#, refused: "User"),
        .config("a user that is null", #""config":{"User":null}"#),
        .config(
            "volumes as a list", #""config":{"Volumes":["/data"]}"#,
            keeps: #""Volumes":{"/data":{}}"#, warns: ["Volumes"]),
        .config("volumes as a text", #""config":{"Volumes":"/data"}"#, refused: "Volumes"),
        .config("volumes as null", #""config":{"Volumes":null}"#),
        .config("volumes of null", #""config":{"Volumes":{"/data":null}}"#),
        .config(
            "volumes with options", #""config":{"Volumes":{"/data":{"a":1}}}"#,
            keeps: #""Volumes":{"/data":{"a":1}}"#),
        .config(
            "ports as a list", #""config":{"ExposedPorts":["80/tcp"]}"#,
            keeps: #""ExposedPorts":{"80/tcp":{}}"#, warns: ["ExposedPorts"]),
        .config("ports as numbers", #""config":{"ExposedPorts":[80]}"#, refused: "ExposedPorts"),
        .config(
            "a command that is a text", #""config":{"Cmd":"echo hi"}"#,
            keeps: #""Cmd":["echo hi"]"#, warns: ["Cmd"]),
        .config("a command of numbers", #""config":{"Cmd":["sleep",1]}"#, refused: "Cmd"),
        .config(
            "an entrypoint that is a text", #""config":{"Entrypoint":"sh"}"#,
            keeps: #""Entrypoint":["sh"]"#, warns: ["Entrypoint"]),
        .config("an empty entrypoint", #""config":{"Entrypoint":[],"Cmd":["a"]}"#),
        .config("a variable that is a map", #""config":{"Env":{"A":"1"}}"#, refused: "Env"),
        .config("a variable without a value", #""config":{"Env":["A","B="]}"#),
        .config("a variable twice", #""config":{"Env":["A=1","A=2"]}"#),
        .config("a variable without a name", #""config":{"Env":["=1"]}"#),
        .config(
            "labels of other kinds", #""config":{"Labels":{"a":1,"b":true}}"#,
            keeps: #""Labels":{"a":"1","b":"true"}"#, warns: ["Labels"]),
        .config("labels as a list", #""config":{"Labels":["a=1"]}"#, refused: "Labels"),
        .config("labels of maps", #""config":{"Labels":{"a":{}}}"#, refused: "Labels"),
        .config(
            "a working directory that is a number", #""config":{"WorkingDir":1}"#,
            keeps: #""WorkingDir":"1""#, warns: ["WorkingDir"]),
        .config("a working directory that is no path", #""config":{"WorkingDir":"a/../b"}"#),
        .config(
            "a signal that is a number", #""config":{"StopSignal":9}"#, keeps: #""StopSignal":"9""#,
            warns: ["StopSignal"]),
        .config("a signal of nobody", #""config":{"StopSignal":"SIGNOBODY"}"#),
        .config(
            "a healthcheck that is a text", #""config":{"Healthcheck":"true"}"#,
            refused: "Healthcheck"),
        .config("a healthcheck of none", #""config":{"Healthcheck":{"Test":["NONE"]}}"#),
        .config(
            "a healthcheck with an interval in words",
            #""config":{"Healthcheck":{"Interval":"30s"}}"#, refused: "Healthcheck"),
        .config(
            "a shell that is a text", #""config":{"Shell":"/bin/sh"}"#,
            keeps: #""Shell":["/bin/sh"]"#, warns: ["Shell"]),
        .config("triggers", #""config":{"OnBuild":["RUN x"]}"#),
        .config(
            "escaped arguments in words", #""config":{"ArgsEscaped":"yes"}"#, refused: "ArgsEscaped"
        ),
        .config("no config of containers", #""author":"a""#),
        .config("a config of containers that is null", #""config":null"#),
        .config(
            "a config of containers that is a list", #""config":[]"#,
            refused: "is damaged: its config is not a map"),
        .config("fields of nobody", #""config":{"Nobody":[1.50,{"a":null}]},"x-other":"é""#),
        .config("a number beyond 64 bits", #""x-big":123456789012345678901234567890"#),
        .config("a number with an exponent", #""x-big":1e400"#, refused: "real number overflow"),
        .config("a key twice", #""x-twice":1,"x-twice":2"#),
        .config("a known key twice", #""config":{"User":"a","User":"b"}"#),
        .config("escapes in texts", #""author":"\u0041\ud83d\ude00\/""#),
        .config("half a surrogate", #""author":"\ud83d""#, refused: "invalid Unicode"),
        .config(
            "a time of words", #""created":"yesterday""#, keeps: #""os":"linux","rootfs""#,
            warns: ["created"]),
        .config(
            "an empty time", #""created":"""#, keeps: #""os":"linux","ro"#, warns: ["created"]),
        .config(
            "a time that is a number", #""created":0"#, keeps: #""os":"linux","rootfs""#,
            warns: ["created"]),
        .config("a time that is null", #""created":null"#),
        .config("a time of Go for none", #""created":"0001-01-01T00:00:00Z""#),
        .config("a time with a zone", #""created":"2020-01-02T03:04:05.678901234+05:30""#),
        .config("a history that is null", #""history":null"#),
        .config("a history that is empty", #""history":[]"#),
        .config(
            "a history that is too short", #""history":[{"empty_layer":true}]"#,
            warns: ["history"]),
        .config(
            "a history that is too long", #""history":[{"created_by":"a"},{"created_by":"b"}]"#,
            warns: ["history"]),
        .config(
            "a history of texts", #""history":["a"]"#, refused: "history is not a list of maps"),
        .config(
            "a history that is a text", #""history":"a""#,
            refused: "history is not a list of maps"),
        .config(
            "a history with odd times", #""history":[{"created":"yesterday","created_by":"a"}]"#,
            keeps: #""history":[{"created_by":"a"}]"#, warns: ["created"]),
        .config(
            "an author that is a number", #""author":5"#, keeps: #""author":"5""#, warns: ["author"]
        ),
        .store("a config without a platform", "file /name = x") {
            $0.finish([$0.image("x", platform: "")])
        },
        .store("a config of another system", "windows/amd64 | file /name = x") {
            $0.finish([
                $0.image("x", platform: #""architecture":"amd64","os":"windows","os.version":"10""#)
            ])
        },
        .store("a config with a variant", "linux/arm/v6 | file /name = x") {
            $0.finish([
                $0.image("x", platform: #""architecture":"arm","variant":"v6","os":"linux""#)
            ])
        },
        .store(
            "a config whose architecture is a number", "linux/64 | file /name = x",
            warns: ["architecture"]
        ) {
            $0.finish([$0.image("x", platform: #""architecture":64,"os":"linux""#)])
        },
        .store("a config that names no layers", "file /name = x", warns: ["names no layers"]) {
            $0.finish([$0.image(layers: [OddStore.layer("x")], config: "{}")])
        },
        .store("a config whose rootfs is null", "file /name = x", warns: ["names no layers"]) {
            $0.finish([$0.image(layers: [OddStore.layer("x")], config: #"{"rootfs":null}"#)])
        },
        .store("a config that names too few layers", refused: "1 layers, but its config names 0") {
            $0.finish([
                $0.image(layers: [OddStore.layer("x")], config: #"{"rootfs":{"diff_ids":[]}}"#)
            ])
        },
        .store("a config that names another layer", refused: "not the one its config names") {
            let config = OddStore.config([OddStore.layer("other")])
            $0.finish([$0.image(layers: [OddStore.layer("x")], config: config)])
        },
        .store(
            "a config whose layers are no digests", refused: "has 1 layers, but its config names 0"
        ) {
            $0.finish([
                $0.image(layers: [OddStore.layer("x")], config: #"{"rootfs":{"diff_ids":["abc"]}}"#)
            ])
        },
        .store("a config that is a list", refused: "no JSON object") {
            $0.finish([$0.image(layers: [], config: "[]")])
        },
        .store("a config that is empty", refused: "is no JSON: line 1, column 1: the text is empty")
        {
            $0.finish([$0.image(layers: [], config: "")])
        },
        .store(
            "a config with words behind it",
            refused: "is no JSON: line 1, column 79: end of file expected near 'x'"
        ) {
            $0.finish([$0.image(layers: [], config: OddStore.config([]) + "x")])
        },
        .store("a config with spaces around it", "") {
            $0.finish([$0.image(layers: [], config: " \n" + OddStore.config([]) + "\n\n")])
        },
        .store(
            "a config with a mark of byte order",
            refused: "is no JSON: line 1, column 1: the text begins with a"
        ) {
            $0.finish([$0.image(layers: [], config: "\u{feff}" + OddStore.config([]))])
        },
    ]
}
