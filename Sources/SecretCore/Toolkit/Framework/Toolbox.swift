/// What a command is handed: the settings, the person at the terminal, and the services over them.
///
/// Each service is an extension in its own folder (`toolbox.keys`, `toolbox.query`, …), made when it
/// is asked for, so that a command pays only for what it uses.
public struct Toolbox: Sendable {
    public let settings: Settings
    public let prompts: any PromptPort
    public let notices: any NoticePort
    /// Transactions are written down for another machine to sign, and nothing is sent.
    public let isBuilding: Bool

    public init(
        settings: Settings, prompts: any PromptPort, notices: any NoticePort,
        isBuilding: Bool = false
    ) {
        self.settings = settings
        self.prompts = prompts
        self.notices = notices
        self.isBuilding = isBuilding
    }

    /// The same tools, for building alone.
    public var building: Toolbox {
        Toolbox(settings: settings, prompts: prompts, notices: notices, isBuilding: true)
    }
}
